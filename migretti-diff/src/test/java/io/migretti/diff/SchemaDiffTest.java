package io.migretti.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.migretti.diff.plan.Action;
import io.migretti.diff.schema.NotCovered;
import io.migretti.diff.schema.ObjectKind;
import io.migretti.diff.schema.Schema;
import io.migretti.embedded.PostgresTest;
import io.migretti.embedded.TestDatabase;
import io.migretti.embedded.TestServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** What a diff says of its statements, and what is read. That it converges is the cases' to prove. */
@PostgresTest
class SchemaDiffTest {

    private static final DiffOptions ALL = DiffOptions.defaults();

    private final TestDatabase from;

    SchemaDiffTest(TestDatabase from) {
        this.from = from;
    }

    @Test
    void saysOfEachStatementWhatItDoesToWhat() throws SQLException {
        SchemaDiff diff = diff("create table gone (a int)", "create schema app; create table app.\"New One\" (a int)");

        assertThat(diff.statements())
                .extracting(DiffStatement::action, DiffStatement::kind, DiffStatement::name, DiffStatement::destructive)
                .containsExactly(
                        tuple(Action.CREATE, ObjectKind.SCHEMA, "app", false),
                        tuple(Action.CREATE, ObjectKind.TABLE, "app.\"New One\"", false),
                        tuple(Action.DROP, ObjectKind.TABLE, "public.gone", true));
        assertThat(diff.statements()).allMatch(DiffStatement::transactional);
        assertThat(diff.destructive()).extracting(DiffStatement::sql).containsExactly("DROP TABLE public.gone");
        assertThat(diff.sql()).isEqualTo("""
                        CREATE SCHEMA app;

                        CREATE TABLE app."New One" (
                            a integer
                        );

                        DROP TABLE public.gone;
                        """);
    }

    @Test
    void isEmptyForEqualSchemas() throws SQLException {
        SchemaDiff diff = diff("create table t (a int)", "create table t (a int)");

        assertThat(diff.isEmpty()).isTrue();
        assertThat(diff.sql()).isEmpty();
        assertThat(diff.destructive()).isEmpty();
    }

    @Test
    void callsNothingDestructiveThatComesBack() throws SQLException {
        SchemaDiff diff = diff(
                "create table t (a int); create view v as select a from t",
                "create table t (a bigint); create view v as select a from t");

        assertThat(diff.sql()).contains("DROP VIEW public.v;").contains("CREATE VIEW public.v ");
        assertThat(diff.destructive()).isEmpty();
    }

    @Test
    void tellsTheServerNotToLookIntoBodiesOnlyWhereRoutinesAreCreated() throws SQLException {
        String function = "create function f() returns int language sql as 'select 1'";

        assertThat(diff("", function).sql()).startsWith("SET check_function_bodies = off;\n\n");
        assertThat(diff(function, "").sql()).isEqualTo("DROP FUNCTION public.f();\n");
    }

    @Test
    void addsAnEnumValueInPlaceUnlessItIsUsedAtOnce() throws SQLException {
        String before = "create type mood as enum ('sad', 'glad'); create table t (m mood);";
        String after = "create type mood as enum ('sad', 'fine', 'glad'); create table t (m mood";

        assertThat(diff(before, after + ")").sql()).isEqualTo("ALTER TYPE public.mood ADD VALUE 'fine' AFTER 'sad';\n");
        assertThat(diff(before, after + " default 'fine')").sql())
                .contains("ALTER TYPE public.mood RENAME TO mood__old;")
                .contains("ALTER TABLE public.t ALTER COLUMN m TYPE public.mood USING m::text::public.mood;")
                .doesNotContain("ADD VALUE");
    }

    @Test
    void leavesTheCastToTheServerWhereItRefusesInsteadOfCuttingOff() throws SQLException {
        String before = "create table t (a text, b varchar(9)[], c bigint, d text)";
        String after = "create table t (a varchar(3), b varchar(3)[], c text, d int)";

        assertThat(diff(before, after).sql()).isEqualTo("""
                ALTER TABLE public.t ALTER COLUMN a TYPE character varying(3);

                ALTER TABLE public.t ALTER COLUMN b TYPE character varying(3)[];

                ALTER TABLE public.t ALTER COLUMN c TYPE text;

                ALTER TABLE public.t ALTER COLUMN d TYPE integer USING d::integer;
                """);
    }

    @Test
    void cutsNothingOffOnTheWayIntoADomainEither() throws SQLException {
        execute(
                from,
                "create domain d as text; create domain dd as d; create table t (a d, b text, c dd[], e d);"
                        + " insert into t values ('ab', 'cd', '{ef}', '1')");
        String target = "create domain d as varchar(3); create domain dd as d; create domain n as int;"
                + " create table t (a d, b d, c dd[], e n)";

        execute(from, diff(from, target).sql());

        assertThat(diff(from, target).sql()).isEmpty();
        assertThat(number(from, "select count(*) from t where t = row ('ab'::d, 'cd'::d, '{ef}'::dd[], 1::n)"))
                .isEqualTo(1);
        for (String column : List.of("a", "b", "c")) {
            execute(
                    from,
                    "drop table t; drop domain dd; drop domain d; drop domain n; create domain d as text;"
                            + " create domain dd as d; create table t (a d, b text, c dd[], e d)");
            execute(from, "insert into t (" + column + ") values ('" + (column.equals("c") ? "{abcd}" : "abcd") + "')");
            String sql = diff(from, target).sql();

            assertThatThrownBy(() -> execute(from, "begin; " + sql + "commit"))
                    .hasMessage("ERROR: value too long for type character varying(3)");
            execute(from, "create domain n as int");
        }
    }

    @Test
    void callsATypeDestructiveThatKeepsLessAndSaysNothing() throws SQLException {
        SchemaDiff diff = retyped("""
                numeric(10,4)     | numeric(10,2)
                numeric           | numeric(10,2)
                numeric(10,4)[]   | numeric(10,2)[]
                numeric(10,2)     | bigint
                numeric           | double precision
                double precision  | integer
                double precision  | real
                bigint            | double precision
                money             | numeric(10,1)
                timestamptz       | date
                timestamp         | time
                timestamp         | timestamp(3)
                timestamptz       | timestamp(0)
                timetz            | time
                interval          | interval(0)
                interval          | interval day to hour
                interval          | time
                text              | name
                varchar(80)       | "char"
                integer           | boolean
                inet              | cidr
                polygon           | point
                """);

        assertThat(diff.statements()).hasSize(22);
        assertThat(diff.destructive()).isEqualTo(diff.statements());
    }

    @Test
    void callsNoTypeDestructiveThatRefusesWhatItCannotKeep() throws SQLException {
        SchemaDiff diff = retyped("""
                numeric(10,2)     | numeric(12,4)
                numeric(10,4)     | numeric(4,4)
                numeric(10)       | integer
                bigint            | smallint
                bigint            | numeric(4,1)
                integer           | double precision
                real              | double precision
                double precision  | numeric
                text              | varchar(3)
                varchar(9)[]      | varchar(3)[]
                text              | integer
                text              | date
                date              | timestamptz
                timestamptz       | timestamp
                timestamp(3)      | timestamptz
                time              | interval
                interval(0)       | interval
                json              | jsonb
                bit(8)            | bit(4)
                cidr              | inet
                box               | polygon
                """);

        assertThat(diff.statements()).hasSize(21);
        assertThat(diff.destructive()).isEmpty();
    }

    /** @param types before and after, those of one column in each line */
    private SchemaDiff retyped(String types) throws SQLException {
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        types.lines().map(line -> line.split("\\|")).forEach(pair -> {
            before.add("c" + before.size() + " " + pair[0]);
            after.add("c" + after.size() + " " + pair[1]);
        });
        return diff(
                "create table t (" + String.join(", ", before) + ")",
                "create table t (" + String.join(", ", after) + ")");
    }

    @Test
    void callsADomainDestructiveIfItsNewTypeKeepsLess() throws SQLException {
        SchemaDiff diff = diff(
                "create domain d as numeric(10,4); create table t (a d, b int)",
                "create domain d as numeric(10,1); create table t (a d, b int)");

        assertThat(diff.destructive())
                .extracting(DiffStatement::sql)
                .containsExactly("ALTER TABLE public.t ALTER COLUMN a TYPE public.d");
    }

    @Test
    void callsACompositeTypeDestructiveWhoseValuesWouldBeMixedUp() throws SQLException {
        String retyping = "ALTER TABLE public.t ALTER COLUMN a TYPE public.c[] USING a::text::public.c[]";

        for (String after : List.of("b text, a text, n numeric(5,2)", "a text, b text, n numeric(5,1)")) {
            assertThat(diff(
                                    "create type c as (a text, b text, n numeric(5,2)); create table t (a c[])",
                                    "create type c as (" + after + "); create table t (a c[])")
                            .destructive())
                    .extracting(DiffStatement::sql)
                    .containsExactly(retyping);
        }
        assertThat(diff(
                                "create type c as (a text); create table t (a c)",
                                "create type c as (a varchar(3)); create table t (a c)")
                        .destructive())
                .isEmpty();
    }

    @Test
    void goesOnCountingWhereASerialColumnBecomesAnIdentity() throws SQLException {
        execute(from, "create table t (id serial primary key); insert into t select from generate_series(1, 5)");
        String target = "create table t (id int generated always as identity primary key)";
        SchemaDiff diff = diff(from, target);

        assertThat(diff.destructive()).isEmpty();
        execute(from, diff.sql());
        assertThat(number(from, "insert into t values (default) returning id")).isEqualTo(6);
        assertThat(diff(from, target).sql()).isEmpty();
    }

    @Test
    void comparesOnlyTheSchemasAskedFor() throws SQLException {
        String sql = "create schema app; create table app.a (x int); create table b (x int)";

        assertThat(diff("", sql, ALL.onlySchemas("app")).statements())
                .extracting(DiffStatement::name)
                .containsExactly("app", "app.a");
        assertThat(diff("", sql, ALL.exceptSchemas("app")).statements())
                .extracting(DiffStatement::name)
                .containsExactly("public.b");
    }

    @Test
    void anEmptyDatabaseHasOnlyTheSchemasAskedFor() throws SQLException {
        execute(from, "create schema app; create table app.a (x int)");
        DiffOptions app = ALL.onlySchemas("app");

        assertThat(SchemaDiff.between(Schemas.empty(app), Schemas.read(from.dataSource(), app), app)
                        .statements())
                .extracting(DiffStatement::name)
                .containsExactly("app", "app.a");
        assertThat(SchemaDiff.between(Schemas.read(from.dataSource(), app), Schemas.empty(app), app)
                        .statements())
                .extracting(DiffStatement::sql)
                .containsExactly("DROP TABLE app.a", "DROP SCHEMA app");
        assertThat(SchemaDiff.between(Schemas.empty(ALL), Schema.empty(), ALL).isEmpty())
                .isTrue();
    }

    @Test
    void leavesOutATableWithAllThatBelongsToIt() throws SQLException {
        String sql = "create table t (id serial primary key, a text unique); create index on t (a);"
                + " create table kept (a int)";

        assertThat(diff("", sql, ALL.exceptTable("public", "t")).statements())
                .extracting(DiffStatement::name)
                .containsExactly("public.kept");
    }

    @Test
    void createsOnlyExtensionsIfAskedTo() throws SQLException {
        SchemaDiff diff = diff("", "create extension hstore; create table t (h hstore)", ALL.extensionsOnly());

        assertThat(diff.statements()).isNotEmpty().allMatch(each -> each.kind() == ObjectKind.EXTENSION);
    }

    @Test
    void ignoresVersionsOfExtensionsIfAskedTo() throws SQLException {
        String older = "create extension hstore version '1.4'";
        String newer = "create extension hstore version '1.8'";

        assertThat(diff(older, newer).sql()).isEqualTo("ALTER EXTENSION hstore UPDATE TO '1.8';\n");
        assertThat(diff(older, newer, ALL.ignoringExtensionVersions()).isEmpty())
                .isTrue();
        assertThat(diff("", newer, ALL.ignoringExtensionVersions()).sql())
                .startsWith("CREATE EXTENSION hstore WITH SCHEMA public;\n");
    }

    @Test
    void namesWhatItDoesNotCompare() throws SQLException {
        SchemaDiff diff = diff(
                "",
                "create extension postgres_fdw; create server far foreign data wrapper postgres_fdw;"
                        + " create foreign table away (a int) server far");

        assertThat(diff.notCovered())
                .extracting(NotCovered::kind, NotCovered::name)
                .contains(tuple("server", "far"), tuple("foreign table", "public.away"));
    }

    @Test
    void namesASubscription() throws SQLException {
        execute(from, "create subscription away connection '' publication p with (connect = false)");
        try {
            assertThat(diff(from, "").notCovered())
                    .extracting(NotCovered::kind, NotCovered::name)
                    .containsExactly(tuple("subscription", "away"));
        } finally {
            execute(from, "alter subscription away set (slot_name = none); drop subscription away");
        }
    }

    @Test
    void aSerialGoesOnCountingWhereTheIdentityStood() throws SQLException {
        String target = "create table t (a serial)";
        execute(from, "create table t (a int generated always as identity)");
        execute(from, "insert into t default values; insert into t default values");
        SchemaDiff diff = diff(from, target);
        execute(from, diff.sql());
        execute(from, "insert into t default values");

        assertThat(diff.destructive()).isEmpty();
        assertThat(diff(from, target).isEmpty()).isTrue();
        try (Connection connection = from.connect();
                Statement statement = connection.createStatement();
                ResultSet last = statement.executeQuery("select max(a) from t")) {
            last.next();
            assertThat(last.getInt(1)).isEqualTo(3);
        }
    }

    @Test
    void callsItDestructiveThatAnIdentityForgetsHowFarItHasCounted() throws SQLException {
        assertThat(diff("create table t (a int generated always as identity)", "create table t (a int not null)")
                        .destructive())
                .extracting(DiffStatement::sql)
                .containsExactly("ALTER TABLE public.t ALTER COLUMN a DROP IDENTITY");
    }

    @Test
    void aColumnsPrivilegesOutliveWhatDefaultPrivilegesMayHaveGivenItsTable() throws SQLException {
        DiffOptions privileges = ALL.withPrivileges();
        String role = "reader_of_" + from.name();
        execute(from, "create role " + role);
        try (TestDatabase other = TestServer.shared().newDatabase()) {
            execute(
                    other,
                    "alter default privileges grant select on tables to " + role
                            + "; create table t (a int, b text); grant update (b) on t to public");
            Schema target = Schemas.read(other.dataSource(), privileges);
            execute(
                    from,
                    SchemaDiff.between(Schemas.read(from.dataSource(), privileges), target, privileges)
                            .sql());

            assertThat(SchemaDiff.between(Schemas.read(from.dataSource(), privileges), target, privileges)
                            .sql())
                    .isEmpty();
        } finally {
            execute(from, "drop owned by " + role + "; drop role " + role);
        }
    }

    @Test
    void namesWhatNeedsEachOther() throws SQLException {
        String circle = """
                create function f() returns int language sql as 'select 1';
                create materialized view m as select f() as a;
                create or replace function f() returns int language sql begin atomic select max(a) from m; end
                """;

        assertThatThrownBy(() -> diff("", circle))
                .isInstanceOf(DiffException.class)
                .hasMessage("No order of the statements runs, because these wait for each other:"
                        + " create function public.f(), create materialized view public.m.\n"
                        + "  Next: change one of them by hand first, and compare again.");
    }

    @Test
    void dropsTablesThatReferToEachOther() throws SQLException {
        String sql =
                "create table a (id int primary key, b int); create table b (id int primary key, a int references a);"
                        + " alter table a add foreign key (b) references b";
        execute(from, sql);
        SchemaDiff diff = diff(from, "");
        execute(from, diff.sql());

        assertThat(diff(from, "").isEmpty()).isTrue();
    }

    @Test
    void isReadWithinTheTransactionOfTheCaller() throws SQLException {
        try (Connection connection = from.connect()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("set local search_path = pg_temp, public");
                statement.execute("create table public.uncommitted (a int)");
                Schema schema = Schemas.read(connection, ALL);

                assertThat(SchemaDiff.between(Schema.empty(), schema, ALL).sql())
                        .contains("public.uncommitted");
                try (ResultSet path = statement.executeQuery("show search_path")) {
                    path.next();
                    assertThat(path.getString(1)).isEqualTo("pg_temp, public");
                }
            }
            connection.rollback();
        }
        assertThat(Schemas.read(from.dataSource(), ALL).objects())
                .noneMatch(each -> each.id().name().equals("uncommitted"));
    }

    @Test
    void leavesTheConnectionAsItWas() throws SQLException {
        try (Connection connection = from.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = public");
            Schemas.read(connection, ALL);

            assertThat(connection.getAutoCommit()).isTrue();
            try (ResultSet settings = statement.executeQuery(
                    "select current_setting('search_path'), current_setting('transaction_read_only')")) {
                settings.next();
                assertThat(List.of(settings.getString(1), settings.getString(2)))
                        .containsExactly("public", "off");
            }
        }
    }

    @Test
    void leavesNoPreparedStatementToWhomeverAPoolerHandsTheSessionOutNext() throws SQLException {
        try (Connection connection = from.connect();
                Statement statement = connection.createStatement()) {
            Schemas.read(connection, ALL);

            try (ResultSet left = statement.executeQuery("select count(*) from pg_prepared_statements")) {
                left.next();
                assertThat(left.getInt(1)).isZero();
            }
            assertThat(connection.unwrap(PGConnection.class).getPrepareThreshold())
                    .isEqualTo(5);
        }
    }

    private SchemaDiff diff(String before, String after) throws SQLException {
        return diff(before, after, ALL);
    }

    private static SchemaDiff diff(String before, String after, DiffOptions options) throws SQLException {
        try (TestDatabase one = TestServer.shared().newDatabase();
                TestDatabase other = TestServer.shared().newDatabase()) {
            execute(one, before);
            execute(other, after);
            return SchemaDiff.between(
                    Schemas.read(one.dataSource(), options), Schemas.read(other.dataSource(), options), options);
        }
    }

    private static SchemaDiff diff(TestDatabase one, String after) throws SQLException {
        try (TestDatabase other = TestServer.shared().newDatabase()) {
            execute(other, after);
            return SchemaDiff.between(Schemas.read(one.dataSource(), ALL), Schemas.read(other.dataSource(), ALL), ALL);
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        if (sql.isEmpty()) {
            return;
        }
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(TestDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getInt(1);
        }
    }
}
