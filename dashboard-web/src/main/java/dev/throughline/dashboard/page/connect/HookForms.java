package dev.throughline.dashboard.page.connect;

import java.util.List;

/** Where forges have the form for a new webhook. In addresses {@code {name}} stands for the name of the repository, or of the group. */
final class HookForms {

    private HookForms() {}

    /** @param label of what is named */
    record Form(String label, String address) {}

    /** Empty for a kind of source whose form has no address that could be known. */
    static List<Form> of(String kind) {
        return switch (kind) {
            case "github" ->
                List.of(
                        new Form("Repository", "https://github.com/{name}/settings/hooks/new"),
                        new Form("Organisation", "https://github.com/organizations/{name}/settings/hooks/new"));
            case "gitlab" ->
                List.of(
                        new Form("Project", "https://gitlab.com/{name}/-/hooks"),
                        new Form("Group", "https://gitlab.com/groups/{name}/-/hooks"));
            default -> List.of();
        };
    }
}
