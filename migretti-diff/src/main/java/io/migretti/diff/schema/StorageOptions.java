package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The options of a relation or a column, {@code fillfactor=70}, each as the catalog keeps it. */
final class StorageOptions {

    private StorageOptions() {}

    /** {@code fillfactor='70', toast.autovacuum_enabled='false'}. */
    static String sql(List<String> options) {
        return options.stream().map(StorageOptions::sql).collect(Collectors.joining(", "));
    }

    private static String sql(String option) {
        int equals = option.indexOf('=');
        return name(option.substring(0, equals)) + "=" + SqlName.literal(option.substring(equals + 1));
    }

    /** The prefix of options of the TOAST table is a word of its own. */
    private static String name(String name) {
        return name.startsWith("toast.") ? "toast." + SqlName.quote(name.substring(6)) : SqlName.quote(name);
    }

    /** {@code SET (…)} and {@code RESET (…)}, after the words that say of what. */
    static List<String> changes(String alter, List<String> from, List<String> to) {
        Map<String, String> before = map(from);
        Map<String, String> after = map(to);
        List<String> statements = new ArrayList<>();
        String gone = before.keySet().stream()
                .filter(each -> !after.containsKey(each))
                .map(StorageOptions::name)
                .collect(Collectors.joining(", "));
        if (!gone.isEmpty()) {
            statements.add(alter + " RESET (" + gone + ")");
        }
        List<String> changed = after.entrySet().stream()
                .filter(each -> !Objects.equals(before.get(each.getKey()), each.getValue()))
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList();
        if (!changed.isEmpty()) {
            statements.add(alter + " SET (" + sql(changed) + ")");
        }
        return statements;
    }

    private static Map<String, String> map(List<String> options) {
        Map<String, String> map = new LinkedHashMap<>();
        options.forEach(each -> map.put(each.substring(0, each.indexOf('=')), each.substring(each.indexOf('=') + 1)));
        return map;
    }
}
