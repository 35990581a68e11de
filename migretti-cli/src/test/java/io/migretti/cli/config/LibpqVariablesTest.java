package io.migretti.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibpqVariablesTest {

    private static final String OS_USER = System.getProperty("user.name");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Project project;

    @BeforeEach
    void begin() {
        project = new Project(directory);
    }

    private void passwords(String name, String text, String permissions) throws IOException {
        project.write(name, text);
        Files.setPosixFilePermissions(directory.resolve(name), PosixFilePermissions.fromString(permissions));
    }

    @Test
    void theyAreEnough() {
        project.set("PGHOST", "db")
                .set("PGPORT", "5433")
                .set("PGUSER", "anna")
                .set("PGPASSWORD", "x")
                .set("PGDATABASE", "shop")
                .set("PGSSLMODE", "disable")
                .set("PGAPPNAME", "app")
                .set("PGOPTIONS", "-c x=y")
                .set("PGCONNECT_TIMEOUT", "3");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://db:5433/shop");
        assertThat(project.load().database().properties())
                .containsEntry("user", "anna")
                .containsEntry("password", "x")
                .containsEntry("sslmode", "disable")
                .containsEntry("ApplicationName", "app")
                .containsEntry("options", "-c x=y")
                .containsEntry("connectTimeout", "3")
                .hasSize(6);
    }

    @Test
    void whatIsMissingIsWhatPsqlTakes() {
        project.set("PGHOST", "db");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://db:5432/" + OS_USER);
        assertThat(project.property("user")).isEqualTo(OS_USER);
        assertThat(project.set("PGUSER", "anna").url()).isEqualTo("jdbc:postgresql://db:5432/anna");
        assertThat(project.set("PGHOST", "").url()).isEqualTo("jdbc:postgresql://localhost:5432/anna");
    }

    @Test
    void onlyWhatIsMissingIsFilled() {
        project.yaml("database: {host: a, user: anna}")
                .set("PGHOST", "b")
                .set("PGUSER", "b")
                .set("PGDATABASE", "shop");
        assertThat(project.url()).isEqualTo("jdbc:postgresql://a:5432/shop");
        assertThat(project.property("user")).isEqualTo("anna");
    }

    @Test
    void whatLibpqWouldNotTakeIsRefused() {
        project.set("PGHOST", "db");
        assertThat(project.set("PGPORT", "hunter2").refusal())
                .isEqualTo("PGPORT is no number from 1 to 65535.\n  Next: correct it, or unset it.");
        assertThat(project.set("MG_DB_PORT", "2").url()).isEqualTo("jdbc:postgresql://db:2/" + OS_USER);
        assertThat(project.set("PGPORT", "1").set("MG_DB_PORT", "0").refusal())
                .isEqualTo("MG_DB_PORT is no number from 1 to 65535.\n  Next: correct it, or unset it.");
        assertThat(project.set("MG_DB_PORT", "").set("PGSSLMODE", "yes").refusal())
                .isEqualTo("PGSSLMODE must be one of allow, disable, prefer, require, verify-ca, verify-full.\n"
                        + "  Next: correct it, or unset it.");
        assertThat(project.set("MG_DATABASE_URL", "mysql://anna:hunter2@db").refusal())
                .isEqualTo("""
                        MG_DATABASE_URL cannot be used: it begins neither with postgresql:// nor with jdbc:postgresql:.
                          Next: write postgresql://user:password@host:port/database, with `%40` for an `@` in a password, or \
                        a JDBC URL.""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/var/run/postgresql", "@socket", "db,/tmp"})
    void aSocketIsRefusedBecauseTheDriverHasNone(String host) {
        assertThat(project.set("PGHOST", host).refusal()).isEqualTo("""
                        PGHOST names the directory of a Unix socket, and mg connects by TCP only.
                          Next: name a host, as localhost; MG_DB_HOST overrides what is said elsewhere.""");
        assertThat(project.set("MG_DB_HOST", "localhost").url()).startsWith("jdbc:postgresql://localhost:5432/");
        assertThat(new Project(directory)
                        .yaml("database: {host: '" + host + "'}")
                        .refusal())
                .startsWith("mg.yaml:1:18 names the directory of a Unix socket, and mg connects by TCP only.\n");
    }

    @Test
    void portsHaveToFitTheHosts() {
        assertThat(project.yaml("database: {host: 'a,b'}")
                        .set("PGPORT", "1,2,3")
                        .refusal())
                .isEqualTo("""
                        What is said by PGPORT and mg.yaml:1:18 cannot be used: it has 2 hosts and 3 ports.
                          Next: correct the hosts and ports; one port is enough if it is the same for all.""");
        assertThat(project.set("PGPORT", "1,2").url()).startsWith("jdbc:postgresql://a:1,b:2/");
        assertThat(project.set("PGPORT", "3").url()).startsWith("jdbc:postgresql://a:3,b:3/");
    }

    @Test
    void aHostThatIsNoneDoesNotReachTheUrl() {
        assertThat(project.set("PGHOST", "db/x?password=hunter2").refusal()).isEqualTo("""
                        What is said by PGHOST cannot be used: the name of a host has a character that none can have.
                          Next: correct the hosts and ports; one port is enough if it is the same for all.""");
    }

    @Test
    void aRootCertificateMakesRequireVerifyAsLibpqDoes() {
        project.set("PGHOST", "db").set("PGSSLMODE", "require");
        assertThat(project.property("sslmode")).isEqualTo("require");
        assertThat(project.set("PGSSLROOTCERT", "ca.pem").property("sslmode")).isEqualTo("verify-ca");
        assertThat(project.set("MG_DATABASE_URL", "jdbc:postgresql://db/x?sslmode=require&sslrootcert=ca.pem")
                        .property("sslmode"))
                .isEqualTo("require");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "db:5432:shop:anna:x | x",
                "*:*:*:*:x | x",
                "db:*:*:anna:x:y | x",
                "db:5432:shop:anna:a\\:b\\\\c\\d | a:b\\cd",
                "# db:5432:shop:anna:x | ''",
                "db:5432:shop:anna:first;db:5432:shop:anna:second | first",
                "other:*:*:*:no;*:*:*:anna:yes | yes",
                "db:5432:sh\\op:anna:x | x",
                "db:5433:shop:anna:x | ''",
                "db:5432:shop:anna: | ''",
                "db:5432:shop | ''",
                "d*:5432:shop:anna:x | ''",
            })
    void thePasswordFileIsReadAsLibpqReadsIt(String lines, String expected) throws IOException {
        passwords("home/.pgpass", lines.replace(';', '\n') + "\n", "rw-------");
        project.set("PGHOST", "db").set("PGUSER", "anna").set("PGDATABASE", "shop");
        assertThat(project.property("password")).isEqualTo(expected.replace("''", ""));
    }

    @Test
    void aPasswordThatIsSaidIsStrongerThanTheFile() throws IOException {
        passwords("home/.pgpass", "*:*:*:*:file\n", "rw-------");
        project.set("PGHOST", "db");
        assertThat(project.property("password")).isEqualTo("file");
        assertThat(project.set("PGPASSWORD", "said").property("password")).isEqualTo("said");
    }

    @Test
    void thePasswordFileCanBeAnother() throws IOException {
        passwords("home/.pgpass", "*:*:*:*:home\n", "rw-------");
        passwords("one", "*:*:*:*:one\n", "rw-------");
        passwords("two", "*:*:*:*:two\n", "rw-------");
        project.yaml("database: {host: db, passfile: '" + directory.resolve("two") + "'}");
        assertThat(project.property("password")).isEqualTo("two");
        assertThat(project.property("passfile")).isEqualTo("(none)");
        assertThat(project.yaml("database: {host: db}")
                        .set("PGPASSFILE", directory.resolve("one").toString())
                        .property("password"))
                .isEqualTo("one");
        assertThat(project.set("PGPASSFILE", directory.resolve("missing").toString())
                        .property("password"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw------x"})
    void aPasswordFileThatIsOpenToOthersDoesNotCount(String permissions) throws IOException {
        passwords("home/.pgpass", "*:*:*:*:hunter2\n", permissions);
        Configuration configuration = project.set("PGHOST", "a,b").load();
        assertThat(configuration.database().properties()).containsEntry("password", "");
        assertThat(configuration.warnings())
                .containsExactly("The password file " + directory.resolve("home/.pgpass")
                        + " is open to others than its owner and does not count; `chmod 600` makes it count");
    }

    @Test
    void aPasswordFileThatIsADirectoryDoesNotCount() throws IOException {
        Files.createDirectories(directory.resolve("home/.pgpass"));
        Configuration configuration = project.set("PGHOST", "db").load();
        assertThat(configuration.database().properties()).containsEntry("password", "");
        assertThat(configuration.warnings())
                .containsExactly("The password file " + directory.resolve("home/.pgpass")
                        + " is no plain file and does not count");
    }

    @Test
    void hostsWithDifferentPasswordsAreRefusedBecauseTheDriverHasOneForAll() throws IOException {
        passwords("home/.pgpass", "a:*:*:*:hunter2\nb:*:*:*:hunter3\n", "rw-------");
        assertThat(project.set("PGHOST", "a").property("password")).isEqualTo("hunter2");
        assertThat(project.set("PGHOST", "a,b").refusal())
                .isEqualTo("The password file " + directory.resolve("home/.pgpass")
                        + " has different passwords for the hosts of one database, and the JDBC driver knows one for"
                        + " all.\n  Next: name one host, or set PGPASSWORD.");
    }
}
