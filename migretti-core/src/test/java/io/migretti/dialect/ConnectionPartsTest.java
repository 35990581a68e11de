package io.migretti.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionPartsTest {

    @Test
    void aUrlOfLibpqBecomesOneOfTheDriverWithUserAndPasswordBesideIt() {
        ConnectionParts url =
                ConnectionParts.parse("postgresql://an%40na:s%3Ae%2Fc%25@db.example.com:5433/my%20db?sslmode=require");
        assertThat(url.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example.com:5433/my%20db");
        assertThat(url.driverProperties())
                .isEqualTo(Map.of("user", "an@na", "password", "s:e/c%", "sslmode", "require"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgres://db/shop | jdbc:postgresql://db:5432/shop",
                "postgresql://db | jdbc:postgresql://db:5432/",
                "postgresql:///shop | jdbc:postgresql://localhost:5432/shop",
                "postgresql://:5433/shop | jdbc:postgresql://localhost:5433/shop",
                "postgresql://one:5433,two/shop | jdbc:postgresql://one:5433,two:5432/shop",
                "postgresql://one,two/shop?port=5434 | jdbc:postgresql://one:5434,two:5434/shop",
                "postgresql://[::1]:5433/shop | jdbc:postgresql://[::1]:5433/shop",
                "postgresql://[2001:db8::1]/shop | jdbc:postgresql://[2001:db8::1]:5432/shop",
                "postgresql://anna:p?w@db/shop | jdbc:postgresql://db:5432/shop",
                "postgresql:///?host=db&dbname=shop&port=1 | jdbc:postgresql://db:1/shop",
                "postgresql://db/a+b | jdbc:postgresql://db:5432/a%2Bb",
                "jdbc:postgresql://one,two:5433/shop | jdbc:postgresql://one:5432,two:5433/shop",
                "jdbc:postgresql:shop | jdbc:postgresql://localhost:5432/shop",
                "jdbc:postgresql:/shop | jdbc:postgresql://localhost:5432/shop",
                "jdbc:postgresql:// | jdbc:postgresql://localhost:5432/",
                "jdbc:postgresql://[::1]/shop | jdbc:postgresql://[::1]:5432/shop",
                "host=db port = 5433 dbname='my shop' | jdbc:postgresql://db:5433/my%20shop",
            })
    void hostsPortsAndDatabase(String text, String expected) {
        assertThat(ConnectionParts.parse(text).jdbcUrl()).isEqualTo(expected);
    }

    @Test
    void onlyWhatIsSaidIsThere() {
        assertThat(ConnectionParts.parse("postgresql://").properties()).isEmpty();
        assertThat(ConnectionParts.parse("postgresql://db").properties()).isEqualTo(Map.of("PGHOST", "db"));
        assertThat(ConnectionParts.parse("jdbc:postgresql://db/").properties())
                .isEqualTo(Map.of("PGHOST", "db", "PGPORT", "5432"));
    }

    @Test
    void parametersGetTheDriversNamesAndValues() {
        assertThat(ConnectionParts.parse(
                                "postgresql://db?application_name=a%20b&connect_timeout=-1&target_session_attrs="
                                        + "read-write&load_balance_hosts=random&keepalives=0&options=-c%20a%3Db&ssl=true")
                        .driverProperties())
                .isEqualTo(Map.of(
                        "ApplicationName", "a b",
                        "connectTimeout", "0",
                        "targetServerType", "primary",
                        "loadBalanceHosts", "true",
                        "tcpKeepAlive", "false",
                        "options", "-c a=b",
                        "sslmode", "require"));
    }

    @Test
    void aJdbcUrlKeepsTheDriversParameters() {
        assertThat(ConnectionParts.parse("jdbc:postgresql://db/shop?user=anna&password=a+b%2B&currentSchema=x&ssl")
                        .driverProperties())
                .isEqualTo(Map.of("user", "anna", "password", "a b+", "currentSchema", "x", "ssl", ""));
    }

    @Test
    void aListOfKeywordsHasQuotesAndBackslashes() {
        assertThat(ConnectionParts.parse("user=anna password='it\\'s a \\\\' dbname=x\\ y")
                        .properties())
                .isEqualTo(Map.of("user", "anna", "password", "it's a \\", "PGDBNAME", "x y"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "mysql://anna:hunter2@db/shop | it begins neither with postgresql:// nor with jdbc:postgresql:",
                "hunter2 | it begins neither with postgresql:// nor with jdbc:postgresql:",
                "postgresql://anna:hunt@er2@db/shop | it has a second `@` before its host; one in a password is written `%40`",
                "postgresql://anna:hunter2%@db/shop | a % is not followed by two hexadecimal digits of a character",
                "postgresql://anna:hunter2%zz@db | a % is not followed by two hexadecimal digits of a character",
                "postgresql://anna:hunter2%ff@db | what is percent-encoded in it is not UTF-8",
                "postgresql://db:hunter2/shop | a port is no number from 1 to 65535",
                "postgresql://db:70000/shop | a port is no number from 1 to 65535",
                "postgresql://db/shop?sslmode=hunter2 | its parameter `sslmode` must be one of allow, disable, prefer, require, verify-ca, verify-full",
                "postgresql://db/shop?hunter2 | a parameter is not written as name=value",
                "postgresql://db/shop?hunter2=x | the JDBC driver has nothing for one of its parameters; a JDBC URL can say what it has",
                "postgresql://db/shop?passfile=x | the JDBC driver has nothing for its parameter `passfile`; a JDBC URL can say what it has",
                "postgresql://db/shop?connect_timeout=soon | its parameter `connect_timeout` must be a whole number of seconds",
                "postgresql://one,two/shop?port=1,2,3 | it has 2 hosts and 3 ports",
                "jdbc:postgresql://anna:hunter2@db/shop | it has an `@` before its host; user and password of a JDBC URL are parameters behind `?`",
                "jdbc:postgresql://db | it is not written as jdbc:postgresql://host:port/database",
                "jdbc:postgresql://db/hunter2/x | it is not written as jdbc:postgresql://host:port/database",
                "jdbc:postgresql://db/shop?pasword=hunter2 | the JDBC driver has no use for its parameter `pasword`",
                "jdbc:postgresql://db/shop?password=hunter2% | a % is not followed by two hexadecimal digits of a character",
                "password='hunter2 | a quote is never closed",
                "user=anna hunter2 | a parameter is not written as name=value",
            })
    void whatIsWrongIsSaidWithoutRepeatingIt(String text, String complaint) {
        assertThatThrownBy(() -> ConnectionParts.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(complaint)
                .satisfies(
                        e -> assertThat(e.getCause() == null ? "" : e.getCause().toString())
                                .doesNotContain("hunter2"));
    }

    @Test
    void asATextItHasNeitherUserNorPassword() {
        assertThat(ConnectionParts.parse("postgresql://anna:hunter2@db/shop?sslpassword=hunter2"))
                .hasToString("jdbc:postgresql://db:5432/shop");
    }
}
