package io.migretti.cli.config;

import io.migretti.script.Problem;
import io.migretti.script.SourceLocation;
import java.io.StringReader;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML as nodes with places. Nothing is constructed from it but whole numbers. */
final class YamlTree {

    private static final Resolver RESOLVER = new Resolver();

    private YamlTree() {}

    /** The document; empty if there is none. What is wrong is said in our own words: the parser's quote the file. */
    static Optional<Node> of(String file, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setNestingDepthLimit(20);
        try {
            // What `Yaml` does for this, without what it makes for writing and for constructing objects.
            ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(text)), options);
            return Optional.ofNullable(new Composer(parser, RESOLVER, options).getSingleNode());
        } catch (MarkedYAMLException e) {
            throw ConfigurationException.of(file, List.of(problem(file, e)));
        } catch (ReaderException e) {
            SourceLocation place =
                    MarkedText.place(file, text, text.offsetByCodePoints(0, Math.max(0, e.getPosition())));
            throw ConfigurationException.of(
                    file,
                    List.of(Problem.error(place, "a character stands here that YAML does not allow", "take it out")));
        } catch (YAMLException e) {
            throw new ConfigurationException(
                    file + " is too long or too deep to be a configuration", "make it shorter");
        }
    }

    private static Problem problem(String file, MarkedYAMLException e) {
        Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
        SourceLocation location = mark == null
                ? SourceLocation.of(file)
                : new SourceLocation(file, mark.getLine() + 1, mark.getColumn() + 1);
        String problem = String.valueOf(e.getProblem());
        String context = String.valueOf(e.getContext());
        if (problem.startsWith("found undefined alias")) {
            return Problem.error(
                    location,
                    "an alias (`*name`) has no anchor (`&name`) before it",
                    "put the value in quotes if it is no alias");
        }
        if (problem.contains("\\t(TAB)")) {
            return Problem.error(location, "a tab stands where YAML wants spaces", "write spaces");
        }
        if (problem.contains("cannot start any token")) {
            return Problem.error(
                    location,
                    "the value begins with a character that means something to YAML",
                    "put the value in quotes");
        }
        if (context.contains("quoted scalar") && problem.contains("unexpected end of stream")) {
            return Problem.error(location, "a quote is never closed", "close it");
        }
        if (context.contains("expected a single document")) {
            return Problem.error(location, "a second document begins here", "keep one");
        }
        if (problem.startsWith("mapping values are not allowed")) {
            return Problem.error(
                    location,
                    "a colon stands where no key can be",
                    "put the value in quotes if it has a colon in it, or indent the line as the one above");
        }
        return Problem.error(
                location,
                "this is not valid YAML",
                "look at the indentation, and put values with special characters in quotes");
    }

    /** The whole number that YAML reads there; empty if it reads something else. */
    static Optional<BigInteger> integer(String text, boolean plain) {
        if (!plain || !RESOLVER.resolve(NodeId.scalar, text, true).equals(Tag.INT)) {
            return Optional.empty();
        }
        Object number = new Numbers().number(text);
        return Optional.of(new BigInteger(number.toString()));
    }

    /** Makes YAML's own reading of numbers callable: {@code 0x10}, {@code 1_000} and the rest. */
    private static final class Numbers extends SafeConstructor {

        Numbers() {
            super(new LoaderOptions());
        }

        Object number(String text) {
            return constructObject(new ScalarNode(Tag.INT, text, null, null, DumperOptions.ScalarStyle.PLAIN));
        }
    }
}
