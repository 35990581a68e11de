package io.migretti.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.migretti.LockScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {

    private static final String TWO_ENVIRONMENTS = """
            database:
              host: localhost
              port: 5433
              user: anna
              password: ${DB_PASSWORD}
              dbname: shop
            lock_id: 1
            envs:
              dev:
                database:
                  dbname: shop_dev
              production:
                database: { host: db.example.com, password: ${PRODUCTION_PASSWORD} }
                lock_id: 2
                lock_timeout: 2s
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Project project;

    @BeforeEach
    void begin() {
        project = new Project(directory);
    }

    @Test
    void readsTheFileThatPythonMigrettiReads() {
        Configuration configuration = project.yaml("""
                        database:
                          host: localhost
                          port: 5432
                          user: postgres
                          password: password
                          dbname: my_database
                        lock_id: 999
                        envs:
                          dev:
                            database:
                              conninfo: postgresql://postgres:password@localhost/myapp_dev
                          prod:
                            database:
                              host: db.prod.com
                              user: dbuser
                              password: securepassword
                              dbname: myapp_prod
                        hooks:
                          pre_apply: ./scripts/backup_db.sh
                          post_rollback: "echo done > $HOME/log"
                        """).load();
        assertThat(configuration.file()).contains(directory.resolve("mg.yaml"));
        assertThat(configuration.environment()).isEqualTo("default");
        assertThat(configuration.database().url()).isEqualTo("jdbc:postgresql://localhost:5432/my_database");
        assertThat(configuration.database().properties())
                .containsEntry("user", "postgres")
                .containsEntry("password", "password")
                .hasSize(2);
        assertThat(configuration.lockId()).isEqualTo(999);
        assertThat(configuration.hooks())
                .isEqualTo(new Hooks(
                        Optional.of("./scripts/backup_db.sh"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("echo done > $HOME/log")));
        assertThat(configuration.warnings()).isEmpty();

        assertThat(project.env("dev").url()).isEqualTo("jdbc:postgresql://localhost:5432/myapp_dev");
        assertThat(project.env("prod").url()).isEqualTo("jdbc:postgresql://db.prod.com:5432/myapp_prod");
    }

    @Test
    void anEmptyFileAndEmptyKeysSayNothing() {
        project.set("PGHOST", "db").set("PGDATABASE", "shop");
        assertThat(project.yaml("").url()).isEqualTo("jdbc:postgresql://db:5432/shop");
        assertThat(project.yaml("database:\nenvs: ~\nhooks:\nlock_id:\nlock: null\n")
                        .load()
                        .lockId())
                .isEqualTo(894321);
        assertThat(project.yaml("database:\n  host:\n  dbname: ''\n").url())
                .isEqualTo("jdbc:postgresql://db:5432/shop");
    }

    @Test
    void withoutAFileVariablesAreEnough() {
        Configuration configuration = project.set("MG_DATABASE_URL", "postgresql://anna:s%40e@db/shop")
                .load();
        assertThat(configuration.file()).isEmpty();
        assertThat(configuration.database().url()).isEqualTo("jdbc:postgresql://db:5432/shop");
        assertThat(configuration.database().properties())
                .containsEntry("user", "anna")
                .containsEntry("password", "s@e");
    }

    @Test
    void whenNothingSaysWhichDatabaseItIsRefused() {
        String refusal = """
                Nothing says which database it is: neither `database` in mg.yaml, nor MG_DATABASE_URL, nor PGHOST or \
                PGDATABASE.
                  Next: begin an mg.yaml with `mg init`, or set MG_DATABASE_URL to \
                postgresql://user:password@host:port/database.""";
        assertThat(project.refusal()).isEqualTo(refusal);
        assertThat(project.set("PGPASSWORD", "x").set("MG_DATABASE_URL", "").refusal())
                .isEqualTo(refusal);
        assertThat(project.yaml("lock_id: 1").refusal()).isEqualTo(refusal);
    }

    @Test
    void anotherFileCanBeNamedAndHasToBeThere() {
        project.yaml("database: {dbname: one}").write("conf/other.yaml", "database: {dbname: two}");
        assertThat(project.config("conf/other.yaml").url()).isEqualTo("jdbc:postgresql://localhost:5432/two");
        assertThat(project.config("conf/missing.yaml").refusal()).isEqualTo("""
                        There is no file conf/missing.yaml, which --config names.
                          Next: name one that is there, or leave --config out.""");
        assertThat(project.config("conf").refusal())
                .isEqualTo("conf cannot be read: it is no file, or its disk fails.\n  Next: look at "
                        + directory.resolve("conf") + ".");
    }

    @Test
    void anEnvironmentSaysWhatDiffersFromTheTop() {
        project.yaml(TWO_ENVIRONMENTS).set("DB_PASSWORD", "d").set("PRODUCTION_PASSWORD", "p");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://localhost:5433/shop");
        assertThat(project.load().lockId()).isEqualTo(1);

        Configuration dev = project.env("dev").load();
        assertThat(dev.environment()).isEqualTo("dev");
        assertThat(dev.database().url()).isEqualTo("jdbc:postgresql://localhost:5433/shop_dev");
        assertThat(dev.database().properties()).containsEntry("password", "d");
        assertThat(dev.lockId()).isEqualTo(1);
        assertThat(dev.settings().statementLockTimeout()).isEmpty();

        Configuration production = project.env("production").load();
        assertThat(production.database().url()).isEqualTo("jdbc:postgresql://db.example.com:5433/shop");
        assertThat(production.database().properties())
                .containsEntry("user", "anna")
                .containsEntry("password", "p");
        assertThat(production.lockId()).isEqualTo(2);
        assertThat(production.settings().statementLockTimeout()).contains(Duration.ofSeconds(2));
    }

    @Test
    void onlyTheVariablesOfWhatIsUsedHaveToBeSet() {
        project.yaml(TWO_ENVIRONMENTS).set("DB_PASSWORD", "d");
        assertThat(project.env("dev").property("password")).isEqualTo("d");
        assertThat(project.env("production").refusal()).isEqualTo("""
                        mg.yaml:13:49: the environment variable PRODUCTION_PASSWORD is not set.
                          Next: set it, in the environment or in `.env`; `$${PRODUCTION_PASSWORD}` stands for the text \
                        `${PRODUCTION_PASSWORD}`.""");
        assertThat(project.set("MG_DB_PASSWORD", "m").property("password")).isEqualTo("m");
    }

    @Test
    void theEnvironmentIsNamedByTheOptionOrElseByTheVariable() {
        project.yaml(TWO_ENVIRONMENTS).set("DB_PASSWORD", "d").set("MG_ENV", "dev");
        assertThat(project.load().environment()).isEqualTo("dev");
        assertThat(project.env("default").url()).isEqualTo("jdbc:postgresql://localhost:5433/shop");
        assertThat(project.env("default").load().environment()).isEqualTo("default");
        assertThat(new Project(directory)
                        .set("DB_PASSWORD", "d")
                        .set("MG_ENV", "")
                        .load()
                        .environment())
                .isEqualTo("default");
    }

    @Test
    void anEnvironmentThatIsCalledDefaultAppliesWhenNoneIsNamed() {
        project.yaml("database: {dbname: a}\nenvs: {default: {database: {dbname: b}}}");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://localhost:5432/b");
        assertThat(project.env("default").url()).isEqualTo("jdbc:postgresql://localhost:5432/b");
    }

    @Test
    void anEnvironmentThatIsNotDefinedIsRefused() {
        project.yaml(TWO_ENVIRONMENTS).set("DB_PASSWORD", "d");
        assertThat(project.env("prod").refusal()).isEqualTo("""
                        --env names the environment `prod`, which mg.yaml does not define; it defines dev, production.
                          Next: name one that is defined, or define it under `envs` in mg.yaml, where `prod:` alone is \
                        enough.""");
        assertThat(new Project(directory.resolve("empty"))
                        .set("MG_ENV", "prod")
                        .set("MG_DATABASE_URL", "postgresql://db/shop")
                        .refusal())
                .isEqualTo("""
                        MG_ENV names the environment `prod`, and there is no mg.yaml that could define it.
                          Next: name one that is defined, or define it under `envs` in mg.yaml, where `prod:` alone is \
                        enough.""");
        assertThat(new Project(directory.resolve("none"))
                        .yaml("database: {dbname: a}")
                        .env("prod")
                        .refusal())
                .startsWith("--env names the environment `prod`, which mg.yaml does not define; it defines none.\n");
        assertThat(new Project(directory.resolve("bare"))
                        .yaml("database: {dbname: a}\nenvs:\n  prod:\n")
                        .env("prod")
                        .load()
                        .environment())
                .isEqualTo("prod");
    }

    @Test
    void aUrlOfAnEnvironmentTakesNothingFromTheTop() {
        project.yaml(
                        "database: {host: a, user: anna, password: x}\nenvs: {b: {database: {url: 'postgresql://b/shop'}}}")
                .set("PGUSER", "pg");
        assertThat(project.env("b").url()).isEqualTo("jdbc:postgresql://b:5432/shop");
        assertThat(project.env("b").property("user")).isEqualTo("pg");
        assertThat(project.env("b").property("password")).isEmpty();
    }

    @Test
    void partsInAnEnvironmentOverrideThoseOfAUrlAbove() {
        project.yaml("database: {url: 'postgresql://anna:x@a:5433/shop'}\nenvs: {b: {database: {host: b}}}");
        assertThat(project.env("b").url()).isEqualTo("jdbc:postgresql://b:5433/shop");
        assertThat(project.env("b").property("user")).isEqualTo("anna");
    }

    @Test
    void theDatabaseUrlOfTheEnvironmentIsStrongestThenItsPartsThenTheFile() {
        project.yaml(TWO_ENVIRONMENTS)
                .set("DB_PASSWORD", "d")
                .set("PGPORT", "1")
                .set("PGUSER", "pg")
                .set("PGPASSWORD", "pg")
                .set("PGSSLMODE", "disable");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://localhost:5433/shop");
        assertThat(project.property("user")).isEqualTo("anna");
        assertThat(project.property("password")).isEqualTo("d");
        assertThat(project.property("sslmode")).isEqualTo("disable");

        project.set("MG_DB_HOST", "m")
                .set("MG_DB_PORT", "2")
                .set("MG_DB_USER", "mu")
                .set("MG_DB_PASSWORD", "mp")
                .set("MG_DB_NAME", "mn");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://m:2/mn");
        assertThat(project.property("user")).isEqualTo("mu");
        assertThat(project.property("password")).isEqualTo("mp");

        project.set("MG_DATABASE_URL", "postgresql://u:pw@h:3/n");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://h:3/n");
        assertThat(project.property("user")).isEqualTo("u");
        assertThat(project.property("password")).isEqualTo("pw");
        assertThat(project.property("sslmode")).isEqualTo("disable");
    }

    @Test
    void whatTheDatabaseUrlLeavesOpenComesFromVariablesAndNeverFromTheFile() {
        project.yaml("database: {host: secret.example.com, user: anna, password: x, dbname: y}")
                .set("MG_DATABASE_URL", "postgresql://db/shop");
        assertThat(project.property("password")).isEmpty();
        assertThat(project.property("user")).isEqualTo(System.getProperty("user.name"));
        assertThat(project.set("PGPASSWORD", "pg").property("password")).isEqualTo("pg");
        assertThat(project.set("MG_DB_PASSWORD", "mp").property("password")).isEqualTo("mp");
    }

    @Test
    void severalHostsAndAJdbcUrlAreUnderstood() {
        assertThat(project.set("MG_DATABASE_URL", "postgresql://u@a:1,b/n?target_session_attrs=read-write")
                        .url())
                .isEqualTo("jdbc:postgresql://a:1,b:5432/n");
        assertThat(project.property("targetServerType")).isEqualTo("primary");
        project.set("MG_DATABASE_URL", "jdbc:postgresql://a/n?user=u&password=p%20w&ApplicationName=x")
                .set("PGPORT", "1");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://a:5432/n");
        assertThat(project.property("password")).isEqualTo("p w");
        assertThat(project.property("ApplicationName")).isEqualTo("x");
    }

    @Test
    void overridingAChosenEnvironmentIsWarnedOf() {
        project.yaml(TWO_ENVIRONMENTS).set("MG_DATABASE_URL", "postgresql://db/shop");
        assertThat(project.load().warnings()).isEmpty();
        assertThat(project.env("production").load().warnings())
                .containsExactly(
                        "MG_DATABASE_URL is set and decides which database it is, not the environment `production`"
                                + " that --env names");
        assertThat(new Project(directory.resolve("b"))
                        .yaml("envs: {production: {lock_id: 7}}")
                        .set("MG_ENV", "production")
                        .set("MG_DATABASE_URL", "postgresql://db/shop")
                        .load()
                        .warnings())
                .isEmpty();
    }

    @Test
    void theLockIdOfTheVariableIsStrongest() {
        project.yaml(TWO_ENVIRONMENTS).set("DB_PASSWORD", "d").set("PRODUCTION_PASSWORD", "p");
        assertThat(project.set("MG_LOCK_ID", " -9223372036854775808 ")
                        .env("production")
                        .load()
                        .lockId())
                .isEqualTo(Long.MIN_VALUE);
        assertThat(project.set("MG_LOCK_ID", "").load().lockId()).isEqualTo(2);
        for (String wrong : new String[] {"abc", "1.5", "9223372036854775808", "0x10"}) {
            assertThat(project.set("MG_LOCK_ID", wrong).refusal())
                    .isEqualTo("MG_LOCK_ID is not an integer of 64 bits.\n  Next: correct it, or unset it.");
        }
    }

    @ParameterizedTest
    @CsvSource({"894321, 894321", "0x10, 16", "1_000, 1000", "-5, -5", "010, 8", "${LOCK}, 77"})
    void aLockIdInTheFileIsReadAsYamlAndPythonMigrettiReadIt(String written, long expected) {
        project.yaml("database: {dbname: a}\nlock_id: " + written).set("LOCK", "77");
        assertThat(project.load().lockId()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "1.5", "'123'", "9223372036854775808", "yes", "${WORD}", "\"${LOCK}\""})
    void aLockIdThatIsNoIntegerIsRefused(String written) {
        assertThat(project.yaml("database: {dbname: a}\nlock_id: " + written)
                        .set("WORD", "abc")
                        .set("LOCK", "77")
                        .refusal())
                .isEqualTo("""
                        mg.yaml:2:10: `lock_id` is not an integer of 64 bits.
                          Next: write a whole number from -9223372036854775808 to 9223372036854775807, without quotes.""");
    }

    @Test
    void theFurtherSettings() {
        EngineSettings settings = project.yaml("""
                        database: {dbname: a}
                        schema: app
                        table: changes
                        lock: {timeout: 10min, scope: transaction}
                        lock_timeout: 0
                        statement_timeout: 1500 ms
                        envs: {slow: {lock: {timeout: 1h}}}
                        """).env("slow").load().settings();
        assertThat(settings)
                .isEqualTo(new EngineSettings(
                        Optional.of("app"),
                        Optional.of("changes"),
                        Optional.of(Duration.ofHours(1)),
                        Optional.of(LockScope.TRANSACTION),
                        Optional.of(Duration.ZERO),
                        Optional.of(Duration.ofMillis(1500))));
    }

    @Test
    void wrongValuesAreRefusedAllAtOnceAlsoInEnvironmentsThatAreNotChosen() {
        assertThat(project.yaml("""
                                database: {dbname: a, port: hunter2, sslmode: yes}
                                schema: ' '
                                table: aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff
                                lock: {timeout: 21d, scope: both}
                                lock_timeout: 5
                                envs:
                                  b:
                                    statement_timeout: soon
                                    database: {url: 'postgresql://b:hunter2/x'}
                                """).refusal()).isEqualTo("""
                        There are 9 problems with mg.yaml
                          mg.yaml:1:29: `database.port` is no number from 1 to 65535
                              correct it
                          mg.yaml:1:47: `database.sslmode` must be one of allow, disable, prefer, require, verify-ca, verify-full
                              correct it
                          mg.yaml:2:9: `schema` is not a name of 1 to 63 bytes
                              choose another name
                          mg.yaml:3:8: `table` is not a name of 1 to 59 bytes
                              choose another name
                          mg.yaml:4:17: `lock.timeout` is longer than 20 days
                              write 0, or a whole number and its unit (ms, s, min, h or d), as in 5s
                          mg.yaml:4:29: `lock.scope` is neither session nor transaction
                              write session or transaction
                          mg.yaml:5:15: `lock_timeout` is not a time
                              write 0, or a whole number and its unit (ms, s, min, h or d), as in 5s
                          mg.yaml:8:24: `envs.b.statement_timeout` is not a time
                              write 0, or a whole number and its unit (ms, s, min, h or d), as in 5s
                          mg.yaml:9:21: `envs.b.database.url` cannot be used: a port is no number from 1 to 65535
                              write postgresql://user:password@host:port/database, with `%40` for an `@` in a password, or \
                        a JDBC URL.
                          Next: correct the file.""");
    }

    @Test
    void hooksOfAnEnvironmentAreAddedToThoseOfTheFile() {
        Hooks hooks = project.yaml("""
                        database: {dbname: a}
                        hooks: {pre_apply: "echo ${WHO} $${MG_ENV} $MG_ENV $(date)", post_apply: all}
                        envs: {b: {hooks: {post_apply: b, pre_rollback: ~}}}
                        """).set("WHO", "anna").env("b").load().hooks();
        assertThat(hooks)
                .isEqualTo(new Hooks(
                        Optional.of("echo anna ${MG_ENV} $MG_ENV $(date)"),
                        Optional.of("b"),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void theExampleOfTheManualIsUnderstood() throws IOException {
        String manual = Files.readString(Path.of("../docs/cli-configuration.md"));
        int start = manual.indexOf("```yaml\n") + "```yaml\n".length();
        project.yaml(manual.substring(start, manual.indexOf("```", start)))
                .set("DB_PASSWORD", "d")
                .set("PRODUCTION_PASSWORD", "p");
        assertThat(project.load().hooks().preApply()).contains("./scripts/backup_db.sh \"$MG_ENV\"");
        assertThat(project.env("production").url()).isEqualTo("jdbc:postgresql://db.example.com:5432/shop");
        assertThat(project.property("sslmode")).isEqualTo("verify-full");
        assertThat(project.env("staging").url()).isEqualTo("jdbc:postgresql://staging.example.com:5432/shop");
        assertThat(project.property("password")).isEmpty();
    }

    @Test
    void aPasswordIsInNoText() {
        Configuration configuration = project.yaml(
                        "database: {host: db, user: anna, password: hunter2, dbname: shop, sslpassword: hunter2}")
                .set("MG_DB_PASSWORD", "hunter2")
                .load();
        assertThat(configuration.database().properties()).containsEntry("password", "hunter2");
        assertThat(configuration.toString())
                .contains("jdbc:postgresql://db:5432/shop")
                .doesNotContain("hunter2");
        assertThat(configuration.database().toString()).isEqualTo("jdbc:postgresql://db:5432/shop");
        assertThat(new Variables(java.util.Map.of("A", "hunter2")).toString()).isEqualTo("[A]");
        assertThat(new Said("hunter2", "A").toString()).isEqualTo("A");
    }
}
