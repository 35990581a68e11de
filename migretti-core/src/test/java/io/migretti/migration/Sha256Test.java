package io.migretti.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Sha256Test {

    private final Sha256 sha256 = new Sha256();

    private String of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return HexFormat.of().formatHex(sha256.of(bytes, bytes.length));
    }

    /** Source: NIST, examples for FIPS 180-4. */
    @Test
    void knownAnswers() {
        assertThat(of("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"))
                .isEqualTo("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
        assertThat(of("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    @Test
    void agreesWithThePlatformForEveryLengthAndWhateverIsBehindIt() throws Exception {
        MessageDigest platforms = MessageDigest.getInstance("SHA-256");
        Random random = new Random(1);
        byte[] bytes = new byte[8192];
        for (int length = 0; length <= bytes.length; length += length < 300 ? 1 : random.nextInt(100)) {
            random.nextBytes(bytes);
            platforms.update(bytes, 0, length);
            assertThat(sha256.of(bytes, length)).as("%d bytes", length).isEqualTo(platforms.digest());
        }
    }
}
