package io.migretti.diff;

import io.migretti.diff.schema.ObjectId;
import io.migretti.diff.schema.Schema;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known while the catalogs are read: which object stands at which address. */
final class Reading {

    /** Objects below were made by {@code initdb}. Source: PostgreSQL, {@code FirstNormalObjectId}. */
    static final long FIRST_USER_OID = 16384;

    /** The catalogs' own numbers, which are the same on every server. */
    static final int CLASS = 1259;

    static final int TYPE = 1247;
    static final int PROC = 1255;
    static final int NAMESPACE = 2615;
    static final int CONSTRAINT = 2606;
    static final int ATTRDEF = 2604;
    static final int REWRITE = 2618;
    static final int TRIGGER = 2620;
    static final int POLICY = 3256;
    static final int STATISTICS = 3381;
    static final int EVENT_TRIGGER = 3466;
    static final int PUBLICATION = 6104;
    static final int PUBLICATION_REL = 6106;
    static final int EXTENSION = 3079;
    static final int COLLATION = 3456;

    /** A place in {@code pg_depend}: a catalog, a row of it, and for relations a column. */
    record Address(int catalog, long oid, int column) {}

    /** One row of {@code pg_depend}. */
    record Dependence(Address of, Address on, char type) {}

    private final Connection connection;
    final DiffOptions options;
    final int version;
    final Schema.Builder schema;
    final Map<Long, String> namespaces = new HashMap<>();
    private final Map<Address, ObjectId> objects = new HashMap<>();
    private final Set<Address> ofExtensions = new HashSet<>();

    Reading(Connection connection, DiffOptions options, int version) {
        this.connection = connection;
        this.options = options;
        this.version = version;
        this.schema = new Schema.Builder(version);
    }

    interface RowReader {
        void read(Row row) throws SQLException;
    }

    /** A row, by the names of its columns. */
    static final class Row {

        private final ResultSet result;

        private Row(ResultSet result) {
            this.result = result;
        }

        /** Null as the empty string. */
        String text(String column) throws SQLException {
            String text = result.getString(column);
            return text == null ? "" : text;
        }

        Optional<String> optional(String column) throws SQLException {
            return Optional.ofNullable(result.getString(column));
        }

        long number(String column) throws SQLException {
            return result.getLong(column);
        }

        int integer(String column) throws SQLException {
            return result.getInt(column);
        }

        boolean flag(String column) throws SQLException {
            return result.getBoolean(column);
        }

        /** The first character; a blank for none. */
        char letter(String column) throws SQLException {
            String text = text(column);
            return text.isEmpty() ? ' ' : text.charAt(0);
        }

        List<String> texts(String column) throws SQLException {
            Array array = result.getArray(column);
            return array == null ? List.of() : Arrays.asList((String[]) array.getArray());
        }

        /** Of a vector or array of numbers, as the server writes it. */
        List<Integer> numbers(String column) throws SQLException {
            String text = text(column).replaceAll("[{}]", "").replace(',', ' ').strip();
            return text.isEmpty()
                    ? List.of()
                    : Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
        }
    }

    void rows(String sql, RowReader reader) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            Row row = new Row(result);
            while (result.next()) {
                reader.read(row);
            }
        }
    }

    /** From this {@code server_version_num} on the first, before it the second. */
    String since(int serverVersion, String now, String before) {
        return version >= serverVersion ? now : before;
    }

    void place(int catalog, long oid, ObjectId object) {
        objects.put(new Address(catalog, oid, 0), object);
    }

    void place(int catalog, long oid, int column, ObjectId object) {
        objects.put(new Address(catalog, oid, column), object);
    }

    /** What stands there; of a column that is none of its own, the relation. */
    Optional<ObjectId> at(int catalog, long oid) {
        return Optional.ofNullable(objects.get(new Address(catalog, oid, 0)));
    }

    Optional<ObjectId> at(Address address) {
        ObjectId found = objects.get(address);
        return found != null || address.column() == 0
                ? Optional.ofNullable(found)
                : at(address.catalog(), address.oid());
    }

    /** Whoever needs it needs the extension. */
    void belongsToExtension(int catalog, long oid, long extension) {
        ofExtensions.add(new Address(catalog, oid, 0));
        at(EXTENSION, extension).ifPresent(id -> place(catalog, oid, id));
    }

    /** Whether it is left alone, because an extension made it. */
    boolean isOfExtension(int catalog, long oid) {
        return ofExtensions.contains(new Address(catalog, oid, 0));
    }

    /** The schema of something that is to be read; empty if it lies elsewhere or belongs to an extension. */
    Optional<String> schemaOf(Row row, int catalog) throws SQLException {
        return isOfExtension(catalog, row.number("oid"))
                ? Optional.empty()
                : Optional.ofNullable(namespaces.get(row.number("namespace")));
    }
}
