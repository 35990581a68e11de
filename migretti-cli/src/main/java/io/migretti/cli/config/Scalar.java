package io.migretti.cli.config;

import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/**
 * A value of {@code mg.yaml} before its variables are put in.
 *
 * @param key as it is called in messages, such as {@code database.port}
 * @param plain whether it has no quotes, so that {@code 1} is a number
 */
record Scalar(
        String key,
        String marked,
        MarkedText.Marks marks,
        List<MarkedText.Variable> variables,
        boolean plain,
        SourceLocation location) {

    boolean hasVariables() {
        return !variables.isEmpty();
    }

    /** Whether it says nothing: the key alone, or {@code null}. */
    boolean isNothing() {
        return plain && (marked.isEmpty() || marked.equals("~") || marked.equalsIgnoreCase("null"));
    }

    /** The text with the variables' values, which are taken as they are; one that is not set is a problem. */
    Said resolve(Variables values, Consumer<Problem> problems) {
        Iterator<MarkedText.Variable> places = variables.iterator();
        Matcher matcher = marks.pattern().matcher(marked);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group("name");
            String replacement;
            if (name != null) {
                SourceLocation place = places.hasNext() ? places.next().location() : location;
                replacement = values.named(name).orElseGet(() -> {
                    problems.accept(unset(name, place));
                    return "";
                });
            } else {
                replacement = matcher.group("kept") != null ? "${" + matcher.group("kept") + "}" : "${";
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(replacement));
        }
        matcher.appendTail(text);
        return new Said(text.toString(), location.toString());
    }

    static Problem unset(String name, SourceLocation place) {
        return Problem.error(
                place,
                "the environment variable " + name + " is not set",
                "set it, in the environment or in `.env`; `$${" + name + "}` stands for the text `${" + name + "}`");
    }

    /** Where it stands; not what it says. */
    @Override
    public String toString() {
        return key + " at " + location;
    }
}
