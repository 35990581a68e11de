package io.migretti.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineFeedInputStreamTest {

    private static InputStream open(String text) {
        return new LineFeedInputStream(Text.of(text).open());
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "a,a",
                "'',''",
                "a|b,a|b",
                "r|,|",
                "r,|",
                "rr,||",
                "r|r|,||",
                "|r,||",
                "r||,||",
                "arb,a|b",
                "ar|b,a|b",
                "|,|",
                "rr|,||",
                "ér|é,é|é"
            })
    void everyLineEndBecomesALineFeed(String text, String expected) throws IOException {
        assertThat(read(open(text.replace('r', '\r').replace('|', '\n')))).isEqualTo(expected.replace('|', '\n'));
    }

    @Test
    void howTheBytesArriveAndHowTheyAreReadMakesNoDifference() throws IOException {
        Random random = new Random(11);
        for (int i = 0; i < 2000; i++) {
            String text = random.ints(random.nextInt(40), 0, 4)
                    .mapToObj("a\r\né"::charAt)
                    .map(String::valueOf)
                    .reduce("", String::concat);
            String expected = text.replace("\r\n", "\n").replace('\r', '\n');
            assertThat(read(open(text))).isEqualTo(expected);
            assertThat(read(new LineFeedInputStream(Text.of(text).openInChunks(() -> 1 + random.nextInt(3)))))
                    .isEqualTo(expected);
            InputStream single = open(text);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            for (int b = single.read(); b >= 0; b = single.read()) {
                bytes.write(b);
            }
            assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(expected);
        }
    }

    @Test
    void skipCountsBytesOfTheResult() throws IOException {
        InputStream in = open("a\r\nb\r\nc");
        assertThat(in.skip(4)).isEqualTo(4);
        assertThat(read(in)).isEqualTo("c");
        assertThat(in.skip(1)).isZero();
    }

    @Test
    void readingNothingReadsNothing() throws IOException {
        InputStream in = open("a");
        assertThat(in.read(new byte[1], 0, 0)).isZero();
        assertThat(in.markSupported()).isFalse();
        assertThat(in.read()).isEqualTo('a');
        assertThat(in.read()).isEqualTo(-1);
    }
}
