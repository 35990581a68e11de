package io.migretti.cli;

import io.migretti.MigrettiException;
import io.migretti.cli.config.ConfigurationException;
import io.migretti.cli.config.Nearest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command line and does what it says. */
final class CommandLines {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

    private static final List<String> COMMANDS = List.of(
            "init",
            "create",
            "apply",
            "up",
            "down",
            "rollback",
            "status",
            "list",
            "head",
            "verify",
            "fix",
            "baseline",
            "seed",
            "squash",
            "diff",
            "dump",
            "completion");

    private final Surroundings surroundings;

    CommandLines(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** No map of constructors: each of them would have to be linked, for one to be called. */
    private static Command command(String name) {
        return switch (name) {
            case "init" -> new InitCommand();
            case "create" -> new CreateCommand();
            case "apply" -> new ApplyCommand();
            case "up" -> new UpCommand();
            case "down" -> new DownCommand();
            case "rollback" -> new RollbackCommand();
            case "status" -> new StatusCommand();
            case "list" -> new ListCommand();
            case "head" -> new HeadCommand();
            case "verify" -> new VerifyCommand();
            case "fix" -> new FixCommand();
            case "baseline" -> new BaselineCommand();
            case "seed" -> new SeedCommand();
            case "squash" -> new SquashCommand();
            case "diff" -> new DiffCommand();
            case "dump" -> new DumpCommand();
            case "completion" -> new CompletionCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Every command, for help, suggestions and completion. */
    static CommandLine complete() {
        return of(COMMANDS);
    }

    /** Only the commands that are asked for: describing all of them takes longer than most of them run. */
    private static CommandLine of(Collection<String> names) {
        CommandLine line = new CommandLine(Mg.spec());
        for (String name : COMMANDS) {
            if (names.contains(name)) {
                line.addSubcommand(name, line(command(name)));
            }
        }
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(false)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpLongOptionsMaxWidth(34)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100);
    }

    static CommandLine line(Command command) {
        return new CommandLine(command.spec());
    }

    int run(String... words) {
        Set<String> named = new HashSet<>(COMMANDS);
        named.retainAll(Arrays.asList(words));
        String[] arguments = named.contains("squash") ? words : DryRunOption.withItsValue(words);
        try {
            return run(of(named.isEmpty() ? COMMANDS : named).parseArgs(arguments));
        } catch (ParameterException e) {
            return named.isEmpty() ? refuse(e, arguments) : again(arguments, e);
        }
    }

    /** With all commands, so that the message and its suggestions know them. */
    private int again(String[] arguments, ParameterException first) {
        try {
            complete().parseArgs(arguments);
            return refuse(first, arguments);
        } catch (ParameterException e) {
            return refuse(e, arguments);
        }
    }

    private int refuse(ParameterException e, String... arguments) {
        // By hand: what could be read of a wrong command line is nowhere to be had.
        List<String> words = Arrays.asList(arguments);
        boolean colored = Arrays.stream(Color.values())
                .filter(color -> words.contains("--color=" + color))
                .findFirst()
                .orElse(Color.AUTO)
                .on(surroundings.terminal().err(), surroundings.variables());
        Logging.start(
                new Screen(surroundings.err()),
                words.contains("--json-log"),
                words.contains("--verbose") || words.contains("-v"),
                colored);
        Usage usage = Usage.of(e);
        report(usage.what(), List.of(usage.next()), e);
        if (String.join("\n", words).matches("(?is)(.*\n)?--output[=\n]json(\n.*)?")) {
            Json.Fields document = json -> Documents.error(json, Optional.of(usage.what()), List.of(usage.next()));
            surroundings.out().print(Json.document(document) + "\n");
            surroundings.out().flush();
        }
        return usage(words.stream().filter(COMMANDS::contains).findFirst());
    }

    /** {@code mg diff} says with 2 that there is a difference, which nobody shall take a slip of the pen for. */
    private static int usage(Optional<String> command) {
        return command.filter("diff"::equals).isPresent() ? Exit.FAILED : Exit.USAGE;
    }

    private static int refuse(ParameterException e, Invocation invocation) {
        Usage usage = Usage.of(e);
        report(usage.what(), List.of(usage.next()), e);
        invocation.failed(usage.what(), List.of(usage.next()));
        return usage(Optional.of(e.getCommandLine().getCommandName()));
    }

    private int run(ParseResult parsed) {
        Given given = new Given(parsed);
        Mg mg = new Mg(given);
        boolean nothing = !parsed.hasSubcommand();
        if (mg.version()) {
            surroundings.out().println("mg " + Version.current());
            return Exit.DONE;
        }
        if (mg.help() || nothing) {
            CommandLine shown =
                    nothing ? complete() : given.deepest().commandSpec().commandLine();
            boolean colored = mg.color().on(surroundings.terminal().out(), surroundings.variables());
            shown.usage(surroundings.out(), colored ? Ansi.ON : Ansi.OFF);
            return Exit.DONE;
        }
        Screen screen = new Screen(surroundings.err());
        Logging.start(
                screen,
                mg.jsonLog(),
                mg.verbose(),
                mg.color().on(surroundings.terminal().err(), surroundings.variables()));
        try (Invocation invocation = new Invocation(mg, surroundings, screen)) {
            return run((Command) given.deepest().commandSpec().userObject(), invocation);
        }
    }

    private int run(Command command, Invocation invocation) {
        try {
            return command.run(invocation);
        } catch (ParameterException e) {
            return refuse(e, invocation);
        } catch (MigrettiException e) {
            // Our own veto, which the engine wraps as it does any hook's.
            return e.getCause() instanceof CommandException veto
                    ? failed(invocation, veto.what(), List.of(veto.next()), e)
                    : failed(invocation, e.what(), Wording.next(e), e);
        } catch (ConfigurationException e) {
            return failed(invocation, e.what(), List.of(e.next()), e);
        } catch (CommandException e) {
            return failed(invocation, e.what(), List.of(e.next()), e);
        } catch (RuntimeException e) {
            return failed(
                    invocation,
                    e.getMessage() == null ? e.toString() : e.getMessage(),
                    List.of("run it again with --verbose, which shows where it comes from"),
                    e);
        }
    }

    private static int failed(Invocation invocation, String what, List<String> next, Exception e) {
        if (invocation.isInterrupted()) {
            // Other advice is about what is half done, and holds whoever ended it.
            boolean harmless = next.stream().allMatch(step -> step.contains("run it again"));
            report(
                    "Interrupted. " + what,
                    harmless ? List.of("run it again; what is applied is not repeated") : next,
                    e);
        } else {
            report(what, next, e);
        }
        invocation.failed(what, next);
        return Exit.FAILED;
    }

    static void report(String what, List<String> next, Exception e) {
        LOG.atError()
                .addKeyValue("next", next)
                .setCause(e)
                .log("{}", what.endsWith(".") || what.contains("\n") ? what : what + ".");
    }

    /** What is wrong with a command line. */
    private record Usage(String what, String next) {

        static Usage of(ParameterException e) {
            String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
            String help = "`" + command + " --help` shows how it is used";
            if (e.getArgSpec() instanceof OptionSpec option && option.type().isEnum() && e.getValue() != null) {
                return new Usage(
                        "`" + option.longestName() + "` is " + words(option.type()) + ", not `" + e.getValue() + "`",
                        help);
            }
            if (!(e instanceof UnmatchedArgumentException unmatched)
                    || unmatched.getUnmatched().isEmpty()) {
                return new Usage(upperFirst(String.valueOf(e.getMessage())), help);
            }
            String word = unmatched.getUnmatched().get(0).replaceFirst("(?s)^(--[^=]*)=.*", "$1");
            boolean option = unmatched.isUnknownOption();
            boolean takesCommands = !e.getCommandLine().getSubcommands().isEmpty();
            String what = option
                    ? "`" + command + "` has no option `" + word + "`"
                    : takesCommands
                            ? "`" + command + "` has no command `" + word + "`"
                            : "`" + command + "` takes no argument `" + word + "`";
            // Any two options of one letter are near to each other.
            boolean suggests = option ? word.length() > 2 : takesCommands;
            Optional<String> near = !suggests
                    ? Optional.empty()
                    : Nearest.to(
                            word,
                            option
                                    ? e.getCommandLine()
                                            .getCommandSpec()
                                            .optionsMap()
                                            .keySet()
                                    : e.getCommandLine().getSubcommands().keySet());
            return new Usage(
                    what,
                    near.map(known -> "did you mean `" + known + "`? " + upperFirst(help))
                            .orElse(help));
        }

        /** {@code `auto`, `always` or `never`}. */
        private static String words(Class<?> type) {
            List<String> words = Arrays.stream(type.getEnumConstants())
                    .map(word -> "`" + word + "`")
                    .toList();
            int last = words.size() - 1;
            return String.join(", ", words.subList(0, last)) + " or " + words.get(last);
        }

        private static String upperFirst(String text) {
            return Character.toUpperCase(text.charAt(0)) + text.substring(1);
        }
    }
}
