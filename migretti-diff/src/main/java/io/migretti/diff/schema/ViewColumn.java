package io.migretti.diff.schema;

import java.util.List;

/**
 * A column of a view.
 *
 * @param collation qualified and quoted; empty if it is the type's own
 */
public record ViewColumn(String name, String type, String collation) {

    static String names(List<ViewColumn> columns) {
        return columns.isEmpty()
                ? ""
                : " (" + SqlName.list(columns.stream().map(ViewColumn::name).toList()) + ")";
    }
}
