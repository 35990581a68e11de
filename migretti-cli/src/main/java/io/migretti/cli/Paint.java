package io.migretti.cli;

/** Colours of a stream; none if it has none. */
enum Paint {
    RED("31"),
    GREEN("32"),
    YELLOW("33"),
    DIM("2"),
    BOLD("1");

    private static final String ESCAPE = "\u001b[";

    private final String code;

    Paint(String code) {
        this.code = code;
    }

    String on(String text, boolean colored) {
        return colored ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
    }
}
