package io.migretti.diff.schema;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the values of a column become those of another type: what the server has to be told, and whether it would keep less
 * of a value without saying so. A value that it refuses is not lost.
 *
 * @param source as the server formats it, with modifiers; a domain as what it is made of
 */
record Retyping(String source, String target) {

    private static final Pattern FORM = Pattern.compile("([^(]*)(?:\\((-?[0-9]+)(?:,(-?[0-9]+))?\\))?(.*)");
    private static final String ARRAY = "[]";

    private static final int UNLIMITED = Integer.MAX_VALUE;
    private static final int MICROSECONDS = 6;
    private static final int CENTS = 2;

    private static final Set<String> INTEGERS = Set.of("smallint", "integer", "bigint");
    private static final Set<String> STRINGS = Set.of("text", "character varying", "character", "bpchar");
    private static final Set<String> STAMPS = Set.of("timestamp with time zone", "timestamp without time zone");
    private static final Set<String> SHAPES = Set.of("point", "lseg", "path", "box", "polygon", "circle");

    static Retyping of(Transition transition, Column from, Column to) {
        return new Retyping(madeOf(transition.from(), from.type()), madeOf(transition.to(), to.type()));
    }

    /** Whether the server would keep less of a value, or put a part of it elsewhere, without saying so. */
    static boolean loses(Transition transition, String from, String to) {
        boolean arrays = from.endsWith(ARRAY) && to.endsWith(ARRAY);
        Optional<CompositeType> before = composite(transition.from(), arrays ? without(from) : from);
        Optional<CompositeType> after = composite(transition.to(), arrays ? without(to) : to);
        if (before.isPresent() && after.isPresent()) {
            return losesAttributes(before.get(), after.get(), arrays, transition);
        }
        return arrays
                ? loses(transition, without(from), without(to))
                : new Retyping(madeOf(transition.from(), from), madeOf(transition.to(), to)).loses();
    }

    /** An array is read from its text, which goes by the order of the attributes. */
    private static boolean losesAttributes(
            CompositeType before, CompositeType after, boolean arrays, Transition transition) {
        if (arrays && !before.aligns(after)) {
            return true;
        }
        return before.attributes().stream()
                .anyMatch(mine -> after.attributes().stream()
                        .filter(theirs -> theirs.name().equals(mine.name()))
                        .findFirst()
                        .map(theirs -> loses(transition, mine.type(), theirs.type()))
                        .orElse(true));
    }

    private static Optional<CompositeType> composite(Schema schema, String type) {
        List<String> parts = SqlName.parts(madeOf(schema, type));
        return parts.size() != 2
                ? Optional.empty()
                : schema.find(ObjectId.of(ObjectKind.COMPOSITE_TYPE, parts.get(0), parts.get(1)))
                        .map(CompositeType.class::cast);
    }

    private static String madeOf(Schema schema, String type) {
        if (type.endsWith(ARRAY)) {
            return madeOf(schema, without(type)) + ARRAY;
        }
        return Stream.of(type)
                .filter(Retyping::isMade)
                .map(SqlName::parts)
                .filter(parts -> parts.size() == 2)
                .map(parts -> schema.find(ObjectId.of(ObjectKind.DOMAIN, parts.get(0), parts.get(1))))
                .flatMap(Optional::stream)
                .findFirst()
                .map(found -> madeOf(schema, ((Domain) found).baseType()))
                .orElse(type);
    }

    private static String without(String array) {
        return array.substring(0, array.length() - ARRAY.length());
    }

    /** The server's own types are written without their schema. */
    private static boolean isMade(String type) {
        return type.contains(".");
    }

    /** Without the modifier: {@code numeric(10,2)[]} is {@code numeric[]}. */
    static String base(String type) {
        return type.replaceAll("\\([0-9, -]+\\)", "");
    }

    /**
     * Whether the server takes the values as they are, and refuses what does not fit. A cast to a domain would cut it off,
     * as one to its base type would.
     */
    boolean isAssignment(Schema schema) {
        return !isMade(source) && !isMade(target) && schema.assigns(base(source), base(target));
    }

    private boolean loses() {
        if (source.endsWith(ARRAY) && target.endsWith(ARRAY)) {
            return new Retyping(without(source), without(target)).loses();
        }
        Type from = Type.of(source);
        Type to = Type.of(target);
        return switch (to.name) {
            case "smallint", "integer", "bigint", "numeric", "money" -> to.scale() < from.scale();
            case "double precision" -> Set.of("numeric", "bigint").contains(from.name);
            case "real" ->
                Set.of("numeric", "bigint", "integer", "double precision").contains(from.name);
            case "timestamp with time zone", "timestamp without time zone" -> to.precision() < from.precision();
            case "time with time zone" -> STAMPS.contains(from.name) || to.precision() < from.precision();
            case "time without time zone" ->
                STAMPS.contains(from.name)
                        || Set.of("time with time zone", "interval").contains(from.name)
                        || to.precision() < from.precision();
            case "date" -> STAMPS.contains(from.name);
            case "name", "\"char\"" -> STRINGS.contains(from.name);
            case "boolean" -> INTEGERS.contains(from.name);
            case "cidr" -> from.name.equals("inet");
            case "point", "circle", "box", "polygon", "lseg" -> losesShape(from.name, to.name);
            default -> to.isInterval() && from.isInterval() && losesFields(from, to);
        };
    }

    private static boolean losesFields(Type from, Type to) {
        return !to.name.equals("interval") && !to.name.equals(from.name) || to.precision() < from.precision();
    }

    private static boolean losesShape(String from, String to) {
        return SHAPES.contains(from)
                && !from.equals(to)
                && !from.equals("point")
                && !(to.equals("polygon") && (from.equals("box") || from.equals("path")));
    }

    /** @param modifiers length, precision and scale, precision of a second; as many as there are */
    private record Type(String name, List<Integer> modifiers) {

        static Type of(String type) {
            Matcher form = FORM.matcher(type);
            if (!form.matches()) {
                return new Type(type, List.of());
            }
            List<Integer> modifiers = Stream.of(2, 3)
                    .map(form::group)
                    .filter(each -> each != null)
                    .map(Integer::valueOf)
                    .toList();
            return new Type(form.group(1) + form.group(4), modifiers);
        }

        /** Digits behind the point of a number; none of what is no number. */
        int scale() {
            return switch (name) {
                case "numeric" -> modifiers.isEmpty() ? UNLIMITED : modifiers.size() == 1 ? 0 : modifiers.get(1);
                case "real", "double precision" -> UNLIMITED - 1;
                case "money" -> CENTS;
                default -> 0;
            };
        }

        /** Digits of a second; none of what has no time. */
        int precision() {
            boolean timed = name.startsWith("time") || isInterval();
            return !timed ? 0 : modifiers.isEmpty() ? MICROSECONDS : modifiers.get(0);
        }

        boolean isInterval() {
            return name.equals("interval") || name.startsWith("interval ");
        }
    }
}
