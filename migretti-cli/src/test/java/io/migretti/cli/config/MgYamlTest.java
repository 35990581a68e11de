package io.migretti.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MgYamlTest {

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
    void anUnknownKeyIsRefusedAnywhereWithTheNearestKnownOne() {
        assertThat(project.yaml("""
                                databse: {dbname: a}
                                database: {hots: a, username: b, colour: c, pgbouncer: d}
                                lock-id: 1
                                hooks:
                                  pre-apply: x
                                lock: {timout: 1s}
                                envs:
                                  b:
                                    data: {}
                                    envs: {}
                                    database: {passwd: x}
                                """).refusal()).isEqualTo("""
                        There are 11 problems with mg.yaml
                          mg.yaml:1:1: `databse` is not a key of mg.yaml
                              write `database` if that is meant
                          mg.yaml:2:12: `hots` is not a key of `database`
                              write `host` if that is meant
                          mg.yaml:2:21: `username` is not a key of `database`
                              write `user` if that is meant
                          mg.yaml:2:34: `colour` is not a key of `database`
                              use one of url, conninfo, host, port, dbname, user, password, passfile, sslmode, sslrootcert, \
                        sslcert, sslkey, sslpassword, sslnegotiation, channel_binding, require_auth, gssencmode, krbsrvname, \
                        application_name, options, connect_timeout, target_session_attrs, load_balance_hosts, keepalives
                          mg.yaml:2:45: `pgbouncer` is not a key of `database`
                              use one of url, conninfo, host, port, dbname, user, password, passfile, sslmode, sslrootcert, \
                        sslcert, sslkey, sslpassword, sslnegotiation, channel_binding, require_auth, gssencmode, krbsrvname, \
                        application_name, options, connect_timeout, target_session_attrs, load_balance_hosts, keepalives
                          mg.yaml:3:1: `lock-id` is not a key of mg.yaml
                              write `lock_id` if that is meant
                          mg.yaml:5:3: `pre-apply` is not a key of `hooks`
                              write `pre_apply` if that is meant
                          mg.yaml:6:8: `timout` is not a key of `lock`
                              write `timeout` if that is meant
                          mg.yaml:9:5: `data` is not a key of `envs.b`
                              write `database` if that is meant
                          mg.yaml:10:5: `envs` is not a key of `envs.b`
                              use one of database, lock, hooks, lock_id, schema, table, lock_timeout, statement_timeout
                          mg.yaml:11:16: `passwd` is not a key of `envs.b.database`
                              write `password` if that is meant.
                          Next: correct the file.""");
    }

    @Test
    void whatMayBeAPasswordIsNotShownAsAKey() {
        assertThat(project.yaml("database: {password:hunter2, dbname: a}").refusal())
                .isEqualTo("mg.yaml:1:12: there is a key of `database` that is none.\n  Next: use one of url, conninfo,"
                        + " host, port, dbname, user, password, passfile, sslmode, sslrootcert, sslcert, sslkey,"
                        + " sslpassword, sslnegotiation, channel_binding, require_auth, gssencmode, krbsrvname,"
                        + " application_name, options, connect_timeout, target_session_attrs, load_balance_hosts,"
                        + " keepalives, with a colon and a space behind it.");
    }

    @Test
    void aKeyThatStandsTwiceIsRefused() {
        assertThat(project.yaml("database:\n  dbname: a\n  host: x\n  dbname: b\n")
                        .refusal())
                .isEqualTo("""
                        mg.yaml:4:3: `dbname` stands here a second time; the first is at mg.yaml:2:3.
                          Next: take one of them out.""");
        assertThat(project.yaml("lock_id: 1\nlock_id: 1\n").refusal()).isEqualTo("""
                        mg.yaml:2:1: `lock_id` stands here a second time; the first is at mg.yaml:1:1.
                          Next: take one of them out.""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"url", "conninfo"})
    void aUrlTogetherWithPartsIsRefused(String key) {
        assertThat(project.yaml("database:\n  host: b\n  %s: postgresql://a\n  port: 1\n".formatted(key))
                        .refusal())
                .isEqualTo("""
                        mg.yaml:3:%d: `database.%s` says everything about the database, and beside it stands `host`, `port`.
                          Next: take `%s` out, or what stands beside it.""".formatted(key.length() + 5, key, key));
    }

    @Test
    void aUrlTogetherWithTheOtherKindOfUrlIsRefused() {
        assertThat(project.yaml("database: {url: 'postgresql://a', conninfo: 'host=b'}")
                        .refusal())
                .startsWith("mg.yaml:1:17: `database.url` says everything about the database, and beside it stands"
                        + " `conninfo`.\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "database: hunter2 | mg.yaml:1:11: `database` has no keys in it. | write `key: value`, with a space behind the colon, one on each line",
                "- hunter2 | mg.yaml:1:1: there are no keys at the top level. | write `key: value`, with a space behind the colon, one on each line",
                "envs: [a] | mg.yaml:1:7: `envs` has no keys in it. | write `key: value`, with a space behind the colon, one on each line",
                "database: {password: {hunter2}} | mg.yaml:1:12: `database.password` must be one value, and is several. | write one value behind the colon, in quotes if it has special characters",
                "database: {password: !hunter2 x} | mg.yaml:1:22: `database.password` must be one value, and is one with a tag. | write one value behind the colon, in quotes if it has special characters",
                "database: {password: *hunter2} | mg.yaml:1:22: an alias (`*name`) has no anchor (`&name`) before it. | put the value in quotes if it is no alias",
                "database: {password: @hunter2} | mg.yaml:1:22: the value begins with a character that means something to YAML. | put the value in quotes",
                "database: {password: \"hunter2} | mg.yaml:1:31: a quote is never closed. | close it",
                "database: {password: hun: ter2} | mg.yaml:1:25: this is not valid YAML. | look at the indentation, and put values with special characters in quotes",
                "password: hun: ter2 | mg.yaml:1:14: a colon stands where no key can be. | put the value in quotes if it has a colon in it, or indent the line as the one above",
                "password: \"hunter2\" x | mg.yaml:1:21: this is not valid YAML. | look at the indentation, and put values with special characters in quotes",
                "? [hunter2] : x | mg.yaml:1:3: a key of mg.yaml is no plain name. | write a name and a colon",
                "lock_id: ${HOME-x} | mg.yaml:1:10: `lock_id` has a `${` without a variable's name and `}` behind it. | write `${NAME}`, with letters, digits and `_` only; `$${` stands for the text `${`",
                "<<: hunter2 | mg.yaml:1:5: `<<` merges something that has no keys. | merge a mapping: `<<: *name`",
            })
    void whatIsNoConfigurationIsRefusedWithItsPlaceAndWithoutItsText(String yaml, String what, String next) {
        assertThat(project.yaml(yaml).refusal()).isEqualTo(what + "\n  Next: " + next + ".");
    }

    @Test
    void whatYamlDoesNotAllowIsRefusedWithItsPlace() throws IOException {
        assertThat(project.yaml("database:\n\thost: x\n").refusal())
                .isEqualTo("mg.yaml:2:1: a tab stands where YAML wants spaces.\n  Next: write spaces.");
        assertThat(project.yaml("lock_id: 1\n---\nlock_id: 2\n").refusal())
                .isEqualTo("mg.yaml:2:1: a second document begins here.\n  Next: keep one.");
        assertThat(project.yaml("a: 1\nb: x\u0007\n").refusal())
                .isEqualTo("mg.yaml:2:5: a character stands here that YAML does not allow.\n  Next: take it out.");
        assertThat(project.yaml("a: " + "[".repeat(50)).refusal())
                .isEqualTo("mg.yaml is too long or too deep to be a configuration.\n  Next: make it shorter.");
        Files.write(directory.resolve("mg.yaml"), new byte[] {'a', ':', ' ', (byte) 0xFF});
        assertThat(project.refusal()).isEqualTo("mg.yaml is not UTF-8.\n  Next: save it as UTF-8.");
    }

    @Test
    void aByteOrderMarkDoesNotCount() {
        assertThat(project.yaml("\uFEFFdatabase: {dbname: a}").url()).isEqualTo("jdbc:postgresql://localhost:5432/a");
    }

    @Test
    void anchorsAndMergesCount() {
        project.yaml("""
                database: &base {host: a, dbname: b, password: "${PW}"}
                envs:
                  test:
                    database:
                      <<: *base
                      dbname: c
                """);
        project.set("PW", "x");
        assertThat(project.env("test").url()).isEqualTo("jdbc:postgresql://a:5432/c");
        assertThat(project.property("password")).isEqualTo("x");
        assertThat(project.yaml("database: &a\n  <<: *a\n  dbname: b\n")
                        .env("default")
                        .refusal())
                .isEqualTo("mg.yaml:1:11: `database` is merged into itself.\n  Next: merge another mapping.");
    }

    @Test
    void aVariablesValueIsTakenAsItIs() {
        project.yaml("database:\n  dbname: a\n  password: ${PW} # ${NOT_SET} in a comment\n  user: a$b${EMPTY}$\n")
                .set("EMPTY", "");
        for (String password :
                new String[] {"a: b # c", "'\"", "{x}", "${HOME}", "$${HOME}", "\\1$1", "~", "a\nb", "0123"}) {
            assertThat(project.set("PW", password).property("password")).isEqualTo(password);
        }
        assertThat(project.property("user")).isEqualTo("a$b$");
    }

    @ParameterizedTest
    @CsvSource({
        "$${HOME}, ${HOME}",
        "'a$${HOME}b${X}', a${HOME}bx",
        "'$${', ${",
        "$$, $$",
        "$HOME, $HOME",
        "a$, a$",
        "'$$${X}', $${X}",
    })
    void onlyANameInBracesIsReplaced(String written, String expected) {
        project.yaml("database: {dbname: a, password: " + written + "}").set("X", "x");
        assertThat(project.property("password")).isEqualTo(expected);
    }

    @Test
    void aNumberFromAVariableIsANumberAndADifferentTextIsRefused() {
        project.yaml("database: {dbname: a, port: ${PORT}}\nlock_id: ${LOCK}")
                .set("PORT", "5433")
                .set("LOCK", "7");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://localhost:5433/a");
        assertThat(project.load().lockId()).isEqualTo(7);
        assertThat(project.set("PORT", "hunter2").refusal()).isEqualTo("""
                        mg.yaml:1:29: `database.port` is no number from 1 to 65535.
                          Next: correct it.""");
    }

    @Test
    void everyVariableThatIsNotSetIsNamedWhereItStands() {
        assertThat(project.yaml(
                                "database:\n  dbname: \"ü${ONE}\"\n  host: x-${X}-${TWO}\nhooks: {pre_apply: 'echo ${ONE}'}\n")
                        .set("X", "x")
                        .refusal())
                .isEqualTo("""
                        There are 3 problems with mg.yaml
                          mg.yaml:2:13: the environment variable ONE is not set
                              set it, in the environment or in `.env`; `$${ONE}` stands for the text `${ONE}`
                          mg.yaml:3:16: the environment variable TWO is not set
                              set it, in the environment or in `.env`; `$${TWO}` stands for the text `${TWO}`
                          mg.yaml:4:26: the environment variable ONE is not set
                              set it, in the environment or in `.env`; `$${ONE}` stands for the text `${ONE}`.
                          Next: correct the file.""");
    }

    @Test
    void valuesAreReadAsTheyAreWritten() {
        project.yaml("database: {dbname: 0123, user: yes, password: 1e5}");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://localhost:5432/0123");
        assertThat(project.property("user")).isEqualTo("yes");
        assertThat(project.property("password")).isEqualTo("1e5");
    }
}
