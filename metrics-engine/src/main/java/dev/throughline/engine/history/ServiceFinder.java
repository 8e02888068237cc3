package dev.throughline.engine.history;

import java.util.List;

/**
 * Finds services by what other tools call them. Names are compared without case; each answer is names of services, sorted, and empty when
 * nothing is called so.
 */
public interface ServiceFinder {

    /** Of a GitLab project: the service of this name, old ones too, else those that the project of this id counts for. */
    List<String> ofProject(String idOrPath);

    /** Of a group of projects: the services whose names begin with this path and a slash. */
    List<String> ofGroup(String path);

    /** Of a repository without its owner: the services whose last segment this is, else the service of this name. */
    List<String> ofRepository(String name);
}
