package io.migretti;

import java.time.Duration;

/** How the engine's messages write things. */
final class Texts {

    private Texts() {}

    /** {@code 340 ms}, {@code 2.4 s}, {@code 5 min}, {@code 1 h 20 min}. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (millis < 1000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            long tenths = (millis + 50) / 100;
            return tenths / 10 + (millis % 1000 == 0 ? "" : "." + tenths % 10) + " s";
        }
        long minutes = duration.toMinutes();
        long seconds = duration.toSecondsPart();
        String short_ = minutes >= 60
                ? minutes / 60 + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min")
                : minutes + " min";
        return seconds == 0 || minutes >= 60 ? short_ : short_ + " " + seconds + " s";
    }

    /** {@code 1 migration}, {@code 3 migrations}. */
    static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }
}
