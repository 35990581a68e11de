package io.migretti.diff.schema;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The server keeps {@code b BETWEEN 0 AND 9 AND a > 0} as an AND in an AND and deparses it so, but reads what it deparsed
 * as one AND of three: whatever stands first in an AND of the same kind is dissolved in it. Source: PostgreSQL,
 * {@code makeAndExpr} and {@code makeOrExpr} in {@code gram.y}.
 */
final class Junctions {

    private static final String[] WORDS = {" AND ", " OR "};

    private final String text;
    private final boolean dissolves;
    private final StringBuilder written = new StringBuilder();
    private int position;

    /** What is written between two parentheses, as far as it goes. */
    private static final class Group {

        private final int start;
        private String word = "";
        /** Of the group that it begins with. */
        private String firstWord = "";

        private int firstEnd = -1;

        private Group(int start) {
            this.start = start;
        }
    }

    private Junctions(String text, boolean dissolves) {
        this.text = text;
        this.dissolves = dissolves;
    }

    /** As the server would read and deparse it the next time. */
    static String dissolved(String text) {
        return new Junctions(text, true).rewritten();
    }

    /** With casts that the server forgets, but that keep the first one whole. */
    static String kept(String text) {
        return new Junctions(text, false).rewritten();
    }

    private String rewritten() {
        Deque<Group> open = new ArrayDeque<>();
        open.push(new Group(0));
        while (position < text.length()) {
            int end = SqlText.endOfQuoted(text, position);
            if (end > position) {
                written.append(text, position, end);
                position = end;
                continue;
            }
            char letter = text.charAt(position);
            if (letter == '(') {
                written.append(letter);
                open.push(new Group(written.length()));
            } else if (letter == ')' && open.size() > 1) {
                written.append(letter);
                close(open.pop(), open.element());
            } else {
                junction(open.element());
                written.append(letter);
            }
            position++;
        }
        return written.toString();
    }

    private void close(Group closed, Group around) {
        if (closed.start - 1 == around.start) {
            around.firstWord = closed.word;
            around.firstEnd = written.length();
        }
    }

    private void junction(Group group) {
        for (String word : WORDS) {
            if (!group.word.isEmpty() || !text.startsWith(word, position)) {
                continue;
            }
            group.word = word;
            if (written.length() == group.firstEnd && group.firstWord.equals(word)) {
                if (dissolves) {
                    written.deleteCharAt(group.firstEnd - 1);
                    written.deleteCharAt(group.start);
                } else {
                    written.append("::boolean");
                }
            }
        }
    }
}
