package io.migretti.cli.config;

import io.migretti.dialect.LibpqKeyword;
import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** The structure of {@code mg.yaml}: which keys stand where. Values are judged when they are used. */
final class MgYaml {

    private static final KnownKeys LOCK = KnownKeys.of("timeout", "scope");
    private static final KnownKeys HOOKS = KnownKeys.of("pre_apply", "post_apply", "pre_rollback", "post_rollback");
    private static final KnownKeys DATABASE = new KnownKeys(Stream.concat(
                    Stream.of("url", "conninfo"),
                    Arrays.stream(LibpqKeyword.values()).map(LibpqKeyword::toString))
            .toList());
    private static final List<String> SETTINGS =
            List.of("lock_id", "schema", "table", "lock_timeout", "statement_timeout");
    private static final KnownKeys ENVIRONMENT =
            new KnownKeys(Stream.concat(Stream.of("database", "lock", "hooks"), SETTINGS.stream())
                    .toList());
    private static final KnownKeys TOP = new KnownKeys(
            Stream.concat(ENVIRONMENT.names().stream(), Stream.of("envs")).toList());

    private static final Set<Tag> SCALARS = Set.of(
            Tag.STR,
            Tag.INT,
            Tag.FLOAT,
            Tag.BOOL,
            Tag.NULL,
            Tag.TIMESTAMP,
            Tag.MERGE,
            new Tag("tag:yaml.org,2002:value"));

    private final String file;
    private final MarkedText text;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Layer> environments = new TreeMap<>();
    private final Layer top;

    /** A value and its key. */
    private record Entry(SourceLocation keyAt, Node value) {}

    private MgYaml(String file, MarkedText text) {
        this.file = file;
        this.text = text;
        Optional<Node> root = YamlTree.of(file, text.text());
        Map<String, Entry> entries = root.filter(node -> !isNothing(node))
                .map(node -> mapping(node, file, TOP))
                .orElse(Map.of());
        top = layer(entries, "");
        Entry envs = entries.get("envs");
        if (envs != null && !isNothing(envs.value())) {
            mapping(envs.value(), "envs", Optional.empty()).forEach((name, entry) -> {
                String path = "envs." + name;
                environments.put(
                        name,
                        isNothing(entry.value())
                                ? Layer.EMPTY
                                : layer(mapping(entry.value(), path, ENVIRONMENT), path + "."));
            });
        }
    }

    /**
     * Reads a text.
     *
     * @param file as messages call it
     * @throws ConfigurationException if it is no YAML, or has keys that are unknown or twice, with all of them
     */
    static MgYaml parse(String file, String text) {
        MgYaml parsed = new MgYaml(file, MarkedText.of(file, text));
        ConfigurationException.throwIfAny(file, parsed.problems);
        return parsed;
    }

    Layer top() {
        return top;
    }

    /** By name. */
    Map<String, Layer> environments() {
        return environments;
    }

    private Layer layer(Map<String, Entry> entries, String prefix) {
        Map<String, Scalar> settings = new LinkedHashMap<>();
        SETTINGS.forEach(key -> scalar(entries, key, prefix).ifPresent(value -> settings.put(key, value)));
        scalars(entries, "lock", prefix, LOCK).forEach((key, value) -> settings.put("lock." + key, value));
        Map<String, Scalar> database = scalars(entries, "database", prefix, DATABASE);
        requireOneForm(database);
        return new Layer(database, settings, scalars(entries, "hooks", prefix, HOOKS));
    }

    private Map<String, Scalar> scalars(Map<String, Entry> parent, String key, String prefix, KnownKeys known) {
        Map<String, Scalar> values = new LinkedHashMap<>();
        Entry entry = parent.get(key);
        if (entry != null && !isNothing(entry.value())) {
            Map<String, Entry> entries = mapping(entry.value(), prefix + key, known);
            entries.keySet()
                    .forEach(name ->
                            scalar(entries, name, prefix + key + ".").ifPresent(value -> values.put(name, value)));
        }
        return values;
    }

    /** A text and parts beside it would have to be merged, and which is meant would be a guess. */
    private void requireOneForm(Map<String, Scalar> database) {
        for (String form : List.of("url", "conninfo")) {
            Scalar url = database.get(form);
            if (url != null && database.size() > 1) {
                String others = database.keySet().stream()
                        .filter(key -> !key.equals(form))
                        .map(key -> "`" + key + "`")
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("");
                error(
                        url.location(),
                        "`" + url.key() + "` says everything about the database, and beside it stands " + others,
                        "take `" + form + "` out, or what stands beside it");
                return;
            }
        }
    }

    private Optional<Scalar> scalar(Map<String, Entry> entries, String key, String prefix) {
        Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (!(entry.value() instanceof ScalarNode node) || !SCALARS.contains(node.getTag())) {
            error(
                    entry.value() instanceof ScalarNode ? at(entry.value()) : entry.keyAt(),
                    "`" + prefix + key + "` must be one value, and is "
                            + (entry.value() instanceof ScalarNode ? "one with a tag" : "several"),
                    "write one value behind the colon, in quotes if it has special characters");
            return Optional.empty();
        }
        Scalar scalar = new Scalar(
                prefix + key,
                node.getValue(),
                text.marks(),
                text.between(node.getStartMark().getIndex(), node.getEndMark().getIndex()),
                node.isPlain(),
                at(node));
        if (node.getValue().contains("${")) {
            error(
                    scalar.location(),
                    "`" + prefix + key + "` has a `${` without a variable's name and `}` behind it",
                    "write `${NAME}`, with letters, digits and `_` only; `$${` stands for the text `${`");
        }
        return scalar.isNothing() ? Optional.empty() : Optional.of(scalar);
    }

    private Map<String, Entry> mapping(Node node, String path, KnownKeys known) {
        return mapping(node, path, Optional.of(known));
    }

    private Map<String, Entry> mapping(Node node, String path, Optional<KnownKeys> known) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            collect(mapping, path, known, entries, new HashSet<>());
        } else {
            error(
                    at(node),
                    path.equals(file) ? "there are no keys at the top level" : "`" + path + "` has no keys in it",
                    "write `key: value`, with a space behind the colon, one on each line");
        }
        return entries;
    }

    private void collect(
            MappingNode mapping,
            String path,
            Optional<KnownKeys> known,
            Map<String, Entry> entries,
            Set<MappingNode> merging) {
        if (!merging.add(mapping)) {
            error(at(mapping), "`" + path + "` is merged into itself", "merge another mapping");
            return;
        }
        Map<String, Entry> own = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (Tag.MERGE.equals(tuple.getKeyNode().getTag())) {
                merged.add(tuple.getValueNode());
                continue;
            }
            key(tuple.getKeyNode(), path, known).ifPresent(key -> {
                Entry entry = new Entry(at(tuple.getKeyNode()), tuple.getValueNode());
                Entry first = own.putIfAbsent(key, entry);
                if (first != null) {
                    error(
                            entry.keyAt(),
                            "`" + key + "` stands here a second time; the first is at " + first.keyAt(),
                            "take one of them out");
                }
            });
        }
        own.forEach(entries::putIfAbsent);
        for (Node node : merged) {
            List<Node> sources = node instanceof SequenceNode sequence ? sequence.getValue() : List.of(node);
            for (Node source : sources) {
                if (source instanceof MappingNode other) {
                    collect(other, path, known, entries, merging);
                } else {
                    error(at(source), "`<<` merges something that has no keys", "merge a mapping: `<<: *name`");
                }
            }
        }
        merging.remove(mapping);
    }

    private Optional<String> key(Node node, String path, Optional<KnownKeys> known) {
        String of = path.equals(file) ? path : "`" + path + "`";
        if (!(node instanceof ScalarNode scalar)
                || scalar.getValue().isEmpty()
                || text.marks().isIn(scalar.getValue())) {
            error(at(node), "a key of " + of + " is no plain name", "write a name and a colon");
            return Optional.empty();
        }
        String key = scalar.getValue();
        if (known.isEmpty() || known.get().has(key)) {
            return Optional.of(key);
        }
        // A value whose colon has no space behind it reads as a key, and that value may be the password.
        boolean name = key.matches("[A-Za-z][A-Za-z_-]{0,40}");
        error(
                at(node),
                name ? "`" + key + "` is not a key of " + of : "there is a key of " + of + " that is none",
                name
                        ? known.get().insteadOf(key)
                        : "use one of " + String.join(", ", known.get().names())
                                + ", with a colon and a space behind it");
        return Optional.empty();
    }

    private static boolean isNothing(Node node) {
        return node instanceof ScalarNode scalar && Tag.NULL.equals(scalar.getTag());
    }

    private SourceLocation at(Node node) {
        Mark mark = node.getStartMark();
        return new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private void error(SourceLocation location, String what, String next) {
        Problem problem = Problem.error(location, what, next);
        if (!problems.contains(problem)) {
            problems.add(problem);
        }
    }
}
