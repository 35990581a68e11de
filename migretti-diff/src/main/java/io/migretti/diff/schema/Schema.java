package io.migretti.diff.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** All objects of a database, or of some of its schemas, at one moment, and what each of them needs. */
public final class Schema {

    /** Every type is cast from and to these by what it reads and writes. Source: PostgreSQL manual, "CREATE CAST". */
    private static final Set<String> STRINGS = Set.of("text", "character varying", "character", "bpchar", "name");

    private final int serverVersion;
    private final Map<ObjectId, SchemaObject> objects;
    private final Map<ObjectId, Set<Dependency>> dependencies;
    private final Map<ObjectId, Set<Dependency>> dependents;
    private final Set<String> casts;
    private final Set<String> assignments;
    private final Map<ObjectId, String> otherOwners;
    private final List<NotCovered> notCovered;
    private final List<DefaultPrivileges> defaultPrivileges;

    private Schema(Builder builder) {
        this.serverVersion = builder.serverVersion;
        this.objects = Collections.unmodifiableMap(builder.objects);
        this.dependencies = builder.dependencies;
        this.dependents = new HashMap<>();
        dependencies
                .values()
                .forEach(all -> all.forEach(each -> dependents
                        .computeIfAbsent(each.on(), on -> new LinkedHashSet<>())
                        .add(each)));
        this.casts = Set.copyOf(builder.casts);
        this.assignments = Set.copyOf(builder.assignments);
        this.otherOwners = Map.copyOf(builder.otherOwners);
        this.notCovered = List.copyOf(builder.notCovered);
        this.defaultPrivileges = objects.values().stream()
                .filter(DefaultPrivileges.class::isInstance)
                .map(DefaultPrivileges.class::cast)
                .toList();
    }

    /** What a new database has: the schema {@code public} and the language that comes as an extension. */
    public static Schema empty() {
        return empty(schema -> true);
    }

    /** As {@link #empty()}, without the schema {@code public} unless that is covered. */
    public static Schema empty(Predicate<String> covered) {
        Builder builder = new Builder(0);
        ObjectId open = ObjectId.of(ObjectKind.SCHEMA, "", "public");
        if (covered.test(open.name())) {
            builder.add(new Namespace(open));
            ObjectId comment = Attached.idOf(ObjectKind.COMMENT, open, "");
            builder.add(new Comment(comment, open, "SCHEMA public", "standard public schema"));
            builder.depend(comment, open, Dependency.Strength.AUTOMATIC);
        }
        builder.add(
                new Extension(ObjectId.of(ObjectKind.EXTENSION, "", "plpgsql"), "pg_catalog", "1.0", false, List.of()));
        return builder.build();
    }

    /** {@code server_version_num}; 0 for {@link #empty()}, which is of every version. */
    public int serverVersion() {
        return serverVersion;
    }

    /** In the order of their ids. */
    public Collection<SchemaObject> objects() {
        return objects.values();
    }

    public Optional<SchemaObject> find(ObjectId id) {
        return Optional.ofNullable(objects.get(id));
    }

    public boolean contains(ObjectId id) {
        return objects.containsKey(id);
    }

    /** What this object needs. */
    public Set<Dependency> dependencies(ObjectId id) {
        return dependencies.getOrDefault(id, Set.of());
    }

    /** Who needs this object. */
    public Set<Dependency> dependents(ObjectId id) {
        return dependents.getOrDefault(id, Set.of());
    }

    /**
     * Whether {@code ::} between these types works.
     *
     * @param source as the server formats it, without modifiers
     */
    public boolean casts(String source, String target) {
        if (source.endsWith("[]") && target.endsWith("[]")) {
            return casts(source.substring(0, source.length() - 2), target.substring(0, target.length() - 2));
        }
        return source.equals(target)
                || STRINGS.contains(source)
                || STRINGS.contains(target)
                || casts.contains(source + " -> " + target);
    }

    /**
     * Whether the server takes a value of the one type where the other belongs, without being told how. Unlike {@code ::}
     * it then refuses text that is too long, and does not cut it off.
     *
     * @param source as the server formats it, without modifiers
     */
    public boolean assigns(String source, String target) {
        if (source.endsWith("[]") && target.endsWith("[]")) {
            return assigns(source.substring(0, source.length() - 2), target.substring(0, target.length() - 2));
        }
        return source.equals(target) || STRINGS.contains(target) || assignments.contains(source + " -> " + target);
    }

    /** The owner of a table, if that is not the role that read it. */
    public Optional<String> otherOwner(ObjectId table) {
        return Optional.ofNullable(otherOwners.get(table));
    }

    List<DefaultPrivileges> defaultPrivileges() {
        return defaultPrivileges;
    }

    /**
     * This schema with the owners and privileges of the other one, wherever both have the object: the target of a diff
     * that is to change neither.
     */
    public Schema withPrivilegesOf(Schema other) {
        if (objects.values().stream().noneMatch(Schema::isPrivilege)
                && other.objects.values().stream().noneMatch(Schema::isPrivilege)) {
            return this;
        }
        Builder builder = new Builder(serverVersion);
        builder.casts.addAll(casts);
        builder.assignments.addAll(assignments);
        builder.otherOwners.putAll(otherOwners);
        builder.notCovered.addAll(notCovered);
        objects.values().stream().filter(each -> !isPrivilege(each)).forEach(builder::add);
        other.objects.values().stream()
                .filter(each -> isPrivilege(each) && (!(each instanceof Attached attached) || hasTarget(attached)))
                .forEach(builder::add);
        dependencies.values().forEach(builder.all::addAll);
        other.dependencies.values().stream()
                .flatMap(Set::stream)
                .filter(each -> isPrivilege(each.of()) || isPrivilege(each.on()))
                .forEach(builder.all::add);
        return builder.build();
    }

    private boolean hasTarget(Attached attached) {
        Optional<SchemaObject> target = find(attached.target());
        if (attached instanceof Privileges privileges && !privileges.column().isEmpty()) {
            List<ViewColumn> columns = List.of();
            if (target.isPresent() && target.get() instanceof View view) {
                columns = view.columns();
            } else if (target.isPresent() && target.get() instanceof MaterializedView view) {
                columns = view.columns();
            } else {
                return target.isPresent();
            }
            return columns.stream().anyMatch(each -> each.name().equals(privileges.column()));
        }
        return target.isPresent();
    }

    private static boolean isPrivilege(SchemaObject object) {
        return isPrivilege(object.id());
    }

    private static boolean isPrivilege(ObjectId id) {
        return switch (id.kind()) {
            case OWNER, PRIVILEGE, DEFAULT_PRIVILEGE -> true;
            default -> false;
        };
    }

    public List<NotCovered> notCovered() {
        return notCovered;
    }

    /** Collects objects in any order; a dependency whose ends are not both there is left out. */
    public static final class Builder {

        private final int serverVersion;
        private final Map<ObjectId, SchemaObject> objects = new TreeMap<>();
        private final Map<ObjectId, Set<Dependency>> dependencies = new HashMap<>();
        private final List<Dependency> all = new ArrayList<>();
        private final Set<String> casts = new LinkedHashSet<>();
        private final Set<String> assignments = new LinkedHashSet<>();
        private final Map<ObjectId, String> otherOwners = new HashMap<>();
        private final List<NotCovered> notCovered = new ArrayList<>();

        public Builder(int serverVersion) {
            this.serverVersion = serverVersion;
        }

        public void add(SchemaObject object) {
            objects.put(object.id(), object);
        }

        public void depend(ObjectId of, ObjectId on, Dependency.Strength strength) {
            if (!of.equals(on)) {
                all.add(new Dependency(of, on, strength));
            }
        }

        public void ownedByOther(ObjectId table, String role) {
            otherOwners.put(table, role);
        }

        /**
         * A cast that the database has.
         *
         * @param assigns whether the server casts so by itself where a value is assigned
         */
        public void cast(String source, String target, boolean assigns) {
            casts.add(source + " -> " + target);
            if (assigns) {
                assignments.add(source + " -> " + target);
            }
        }

        public void notCovered(String kind, String name, String reason) {
            notCovered.add(new NotCovered(kind, name, reason));
        }

        public boolean contains(ObjectId id) {
            return objects.containsKey(id);
        }

        public Optional<SchemaObject> find(ObjectId id) {
            return Optional.ofNullable(objects.get(id));
        }

        public Schema build() {
            for (Dependency each : all) {
                if (objects.containsKey(each.of()) && objects.containsKey(each.on())) {
                    dependencies
                            .computeIfAbsent(each.of(), of -> new LinkedHashSet<>())
                            .add(each);
                }
            }
            return new Schema(this);
        }
    }
}
