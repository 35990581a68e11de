package io.migretti;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 ms",
        "PT0.34S, 340 ms",
        "PT2S, 2 s",
        "PT2.44S, 2.4 s",
        "PT5M, 5 min",
        "PT5M3S, 5 min 3 s",
        "PT1H, 1 h",
        "PT1H20M9S, 1 h 20 min",
        "PT49H, 49 h"
    })
    void writesDurationsAsPeopleDo(Duration duration, String text) {
        assertThat(Texts.duration(duration)).isEqualTo(text);
    }
}
