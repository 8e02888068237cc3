package dev.throughline.engine.history;

import java.util.List;

/**
 * Finds services by the names that other tools use. Case is ignored; each answer is a sorted list of service names, empty when nothing has
 * that name.
 */
public interface ServiceFinder {

    /** For a GitLab project: the service with this name, including old ones, otherwise those that the project with this id counts for. */
    List<String> ofProject(String idOrPath);

    /** For a group of projects: the services whose names begin with this path and a slash. */
    List<String> ofGroup(String path);

    /** For a repository without its owner: the services with this last segment, otherwise the service with this name. */
    List<String> ofRepository(String name);
}
