package io.migretti.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.Driver;

class PostgresUrlTest {

    private static Properties seenByTheDriver(String url) {
        return Objects.requireNonNull(Driver.parseURL(PostgresUrl.parse(url).jdbc(), null));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            postgresql://,                                         jdbc:postgresql://localhost:5432/
            postgres://db,                                         jdbc:postgresql://db:5432/
            postgresql://db/shop,                                  jdbc:postgresql://db:5432/shop
            postgresql://db:6432/shop,                             jdbc:postgresql://db:6432/shop
            postgresql://anna@db,                                  jdbc:postgresql://db:5432/anna
            postgresql:///shop?host=db&port=6432,                  jdbc:postgresql://db:6432/shop
            postgresql://db?dbname=shop,                           jdbc:postgresql://db:5432/shop
            postgresql://db:1/shop?hostaddr=10.0.0.7,              jdbc:postgresql://10.0.0.7:1/shop
            postgresql://[2001:db8::1]:6432/shop,                  jdbc:postgresql://[2001:db8::1]:6432/shop
            postgresql://[::1]/shop,                               jdbc:postgresql://[::1]:5432/shop
            postgresql:///shop?hostaddr=::1,                       jdbc:postgresql://[::1]:5432/shop
            "postgresql://a:1,b,c:3/shop",                         "jdbc:postgresql://a:1,b:5432,c:3/shop"
            "postgresql:///shop?host=a,b&port=1,2",                "jdbc:postgresql://a:1,b:2/shop"
            "postgresql:///shop?host=a,b&port=7",                  "jdbc:postgresql://a:7,b:7/shop"
            postgresql://db/shop?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem, jdbc:postgresql://db:5432/shop?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem
            postgresql://db/shop?ssl=true,                         jdbc:postgresql://db:5432/shop?sslmode=require
            postgresql://db/shop?target_session_attrs=read-write,  jdbc:postgresql://db:5432/shop?targetServerType=primary
            postgresql://db/shop?keepalives=0&connect_timeout=7,   jdbc:postgresql://db:5432/shop?connectTimeout=7&tcpKeepAlive=false
            postgresql://db/shop?load_balance_hosts=random,        jdbc:postgresql://db:5432/shop?loadBalanceHosts=true
            postgresql://db/shop?client_encoding=UTF8,             jdbc:postgresql://db:5432/shop
            postgresql://db/shop?application_name=x&fallback_application_name=y, jdbc:postgresql://db:5432/shop?ApplicationName=x
            postgresql://db/shop?fallback_application_name=y,      jdbc:postgresql://db:5432/shop?ApplicationName=y
            postgresql://db/shop?,                                 jdbc:postgresql://db:5432/shop
            jdbc:postgresql://db/shop?user=a&password=b,           jdbc:postgresql://db/shop?user=a&password=b
            jdbc:h2:mem:x,                                         jdbc:h2:mem:x
            """)
    void aUrlOfLibpqBecomesOneOfTheDriver(String url, String jdbc) {
        assertThat(PostgresUrl.parse(url).jdbc()).isEqualTo(jdbc);
    }

    @Test
    void whatIsPercentEncodedReachesTheDriverAsItWasMeant() {
        PostgresUrl url = PostgresUrl.parse(
                "postgresql://j%C3%BCrgen%40shop:p%40ss%2Fw%3Ard+%25@db:6432/our%20shop%2F+?application_name=a%26b+c"
                        + "&options=-c%20search_path%3Dx");
        assertThat(url.user()).hasValue("jürgen@shop");
        assertThat(url.password()).hasValue("p@ss/w:rd+%");
        Properties seen = seenByTheDriver(
                "postgresql://j%C3%BCrgen%40shop:p%40ss%2Fw%3Ard+%25@db:6432/our%20shop%2F+?application_name=a%26b+c"
                        + "&options=-c%20search_path%3Dx");
        assertThat(seen)
                .containsEntry("PGHOST", "db")
                .containsEntry("PGPORT", "6432")
                .containsEntry("PGDBNAME", "our shop/+")
                .containsEntry("ApplicationName", "a&b+c")
                .containsEntry("options", "-c search_path=x");
    }

    @Test
    void severalHostsReachTheDriver() {
        assertThat(seenByTheDriver("postgresql://a,[::1]:6432/shop"))
                .containsEntry("PGHOST", "a,[::1]")
                .containsEntry("PGPORT", "5432,6432");
    }

    @Test
    void userAndPasswordMayBeParameters() {
        PostgresUrl url = PostgresUrl.parse("postgresql://db/shop?user=anna&password=s%26cret");
        assertThat(url.user()).hasValue("anna");
        assertThat(url.password()).hasValue("s&cret");
        assertThat(url.jdbc()).isEqualTo("jdbc:postgresql://db:5432/shop");
        assertThat(PostgresUrl.parse("postgresql://:@db").user()).isEmpty();
        assertThat(PostgresUrl.parse("postgresql://:@db").password()).isEmpty();
    }

    @Test
    void itDoesNotShowThem() {
        assertThat(PostgresUrl.parse("postgresql://anna:hunter2@db/shop")).hasToString("PostgresUrl[]");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            mysql://db/shop:hunter2,                   it begins neither with postgresql:// nor with jdbc:
            db/hunter2,                                it begins neither with postgresql:// nor with jdbc:
            postgresql://u:hunter2@%2Fvar%2Frun/shop,  "its host is a Unix socket, which the driver cannot use"
            postgresql://u:hunter2@/shop?host=/tmp,    "its host is a Unix socket, which the driver cannot use"
            postgresql://u:hunter2@a b/shop,           the name of a host has a character that none can have
            postgresql://u:hunter2@a?host=x%3Fy,       the name of a host has a character that none can have
            postgresql://u:hunter2@db:0/shop,          a port is no number from 1 to 65535
            postgresql://u:hunter2@db:65536/shop,      a port is no number from 1 to 65535
            postgresql://u:hunter2@db:many/shop,       a port is no number from 1 to 65535
            "postgresql://u:hunter2@/s?host=a,b,c&port=1,2", it has 3 hosts and 2 ports
            postgresql://u:hunter2@[::1/shop,          an address in [ ] has no end
            postgresql://u:hunter2@[::1]x/shop,        something other than a port stands behind an address in [ ]
            postgresql://u:hunter%2@db/shop,           a % is not followed by two hexadecimal digits of a character
            postgresql://u:hunter%zz@db/shop,          a % is not followed by two hexadecimal digits of a character
            postgresql://u:hunter%00@db/shop,          a % is not followed by two hexadecimal digits of a character
            postgresql://u:hunter%FF@db/shop,          what is percent-encoded in it is not UTF-8
            postgresql://u:hunter2@db/shop?sslmode,    a parameter is not written as name=value
            postgresql://u:hunter2@db/shop?a=b=c,      a parameter is not written as name=value
            postgresql://u:hunter2@db/shop?=b,         a parameter is not written as name=value
            postgresql://u:hunter2@db/shop?passfile=hunter2, the JDBC driver has nothing for its parameter `passfile`; a JDBC URL can say what it has
            postgresql://u:hunter2@db/s?keepalives=hunter2, "its parameter `keepalives` must be one of 0, 1"
            postgresql://u:hunter2@db/s?ssl=false,     its parameter `ssl` must be one of true
            postgresql://u:hunter2@db/s?client_encoding=LATIN1, "its parameter `client_encoding` must be one of utf-8, utf8"
            """)
    void whatItCannotReadIsRefusedWithoutShowingIt(String url, String message) {
        assertThatThrownBy(() -> PostgresUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message)
                .message()
                .doesNotContain("hunter");
    }
}
