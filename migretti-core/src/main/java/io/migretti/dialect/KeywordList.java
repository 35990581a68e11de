package io.migretti.dialect;

import java.util.LinkedHashMap;
import java.util.Map;

/** libpq's {@code host=localhost dbname='my database'} (PostgreSQL manual, "Keyword/Value Connection Strings"). */
final class KeywordList {

    private final String text;
    private int at;

    private KeywordList(String text) {
        this.text = text;
    }

    static Map<String, String> parse(String text) {
        KeywordList list = new KeywordList(text);
        Map<String, String> said = new LinkedHashMap<>();
        list.skipSpace();
        while (list.at < text.length()) {
            String name = list.name();
            ConnectionParts.keyword(said, name, list.value());
            list.skipSpace();
        }
        return said;
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String name() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        skipSpace();
        if (at == text.length() || text.charAt(at) != '=') {
            throw new IllegalArgumentException("a parameter is not written as name=value");
        }
        at++;
        skipSpace();
        return name;
    }

    private String value() {
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (quoted) {
            at++;
        }
        StringBuilder value = new StringBuilder();
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted ? c == '\'' : Character.isWhitespace(c)) {
                break;
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        if (quoted) {
            if (at == text.length()) {
                throw new IllegalArgumentException("a quote is never closed");
            }
            at++;
        }
        return value.toString();
    }
}
