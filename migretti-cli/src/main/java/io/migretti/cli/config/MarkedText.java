package io.migretti.cli.config;

import io.migretti.script.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file in which every <code>${NAME}</code> is hidden from YAML, to which a brace means something. Hidden text is as long
 * as what it hides, so that places stay what they are. Values are put in when a value is used: one with a colon or a quote
 * in it cannot change what the file means, and one that is not needed need not be set.
 *
 * @param text with marks
 * @param marks the three characters that do not occur in the file: begin, end, and "as it is"
 * @param variables by place
 */
record MarkedText(String text, Marks marks, List<Variable> variables) {

    static final String NAME = "[A-Za-z_][A-Za-z0-9_]*";

    static final Pattern WRITTEN =
            Pattern.compile("\\$\\$\\{(?<kept>" + NAME + ")}|(?<open>\\$\\$\\{)|\\$\\{(?<name>" + NAME + ")}");

    /**
     * One that is named.
     *
     * @param index of its first character, counted in code points as YAML's marks are
     */
    record Variable(String name, int index, SourceLocation location) {}

    /** Characters for private use, so that no YAML has a meaning for them. */
    record Marks(char begin, char end, char kept) {

        private static Marks absentFrom(String text) {
            char first = '\uE000';
            while (text.indexOf(first) >= 0 || text.indexOf(first + 1) >= 0 || text.indexOf(first + 2) >= 0) {
                first = (char) (first + 3);
            }
            return new Marks(first, (char) (first + 1), (char) (first + 2));
        }

        boolean isIn(String value) {
            return value.indexOf(begin) >= 0 || value.indexOf(kept) >= 0;
        }

        /** Matches a mark in a value; the group {@code name} is a variable to be replaced. */
        Pattern pattern() {
            return Pattern.compile(kept + "" + begin + begin + "(?:(?<kept>" + NAME + ")" + end + ")?|" + begin + begin
                    + "(?<name>" + NAME + ")" + end);
        }
    }

    static MarkedText of(String file, String text) {
        Marks marks = Marks.absentFrom(text);
        List<Variable> variables = new ArrayList<>();
        Matcher matcher = WRITTEN.matcher(text);
        StringBuilder marked = new StringBuilder();
        while (matcher.find()) {
            String opened = "" + marks.begin + marks.begin;
            String replacement;
            if (matcher.group("name") != null) {
                replacement = opened + matcher.group("name") + marks.end;
                int index = text.codePointCount(0, matcher.start());
                variables.add(new Variable(matcher.group("name"), index, place(file, text, matcher.start())));
            } else if (matcher.group("kept") != null) {
                replacement = marks.kept + opened + matcher.group("kept") + marks.end;
            } else {
                replacement = marks.kept + opened;
            }
            matcher.appendReplacement(marked, Matcher.quoteReplacement(replacement));
        }
        matcher.appendTail(marked);
        return new MarkedText(marked.toString(), marks, variables);
    }

    static SourceLocation place(String file, String text, int offset) {
        int line = 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
        int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
        return new SourceLocation(file, line, 1 + text.codePointCount(lineStart, offset));
    }

    /** Those that stand between two places. */
    List<Variable> between(int start, int end) {
        List<Variable> between = new ArrayList<>();
        for (Variable variable : variables) {
            if (variable.index() >= start && variable.index() < end) {
                between.add(variable);
            }
        }
        return between;
    }
}
