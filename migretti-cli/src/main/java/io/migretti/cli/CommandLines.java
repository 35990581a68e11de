package io.migretti.cli;

import io.migretti.MigrettiException;
import io.migretti.cli.config.ConfigurationException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads a command line and does what it says. */
final class CommandLines {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLines.class);

    private static final Map<String, Supplier<Object>> COMMANDS = commands();

    private final Surroundings surroundings;

    CommandLines(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private static Map<String, Supplier<Object>> commands() {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("init", InitCommand::new);
        commands.put("create", CreateCommand::new);
        commands.put("apply", ApplyCommand::new);
        commands.put("up", UpCommand::new);
        commands.put("down", DownCommand::new);
        commands.put("rollback", RollbackCommand::new);
        commands.put("status", StatusCommand::new);
        commands.put("list", ListCommand::new);
        commands.put("head", HeadCommand::new);
        commands.put("verify", VerifyCommand::new);
        commands.put("fix", FixCommand::new);
        commands.put("baseline", BaselineCommand::new);
        commands.put("seed", SeedCommand::new);
        commands.put("squash", SquashCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    /** Every command, for help, suggestions and completion. */
    static CommandLine complete() {
        return of(new Mg(), COMMANDS.keySet());
    }

    /** Only the commands that are asked for: describing all of them takes longer than most of them run. */
    private static CommandLine of(Mg mg, Set<String> names) {
        CommandLine line = new CommandLine(mg);
        COMMANDS.forEach((name, command) -> {
            if (names.contains(name)) {
                line.addSubcommand(name, command.get());
            }
        });
        return line.setCaseInsensitiveEnumValuesAllowed(true)
                .setOverwrittenOptionsAllowed(false)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpLongOptionsMaxWidth(34)
                .setUsageHelpAutoWidth(false)
                .setUsageHelpWidth(100);
    }

    int run(String... arguments) {
        Mg mg = new Mg();
        List<String> words = Arrays.asList(arguments);
        Set<String> named =
                Set.copyOf(words.stream().filter(COMMANDS::containsKey).toList());
        try {
            ParseResult parsed =
                    of(mg, named.isEmpty() ? COMMANDS.keySet() : named).parseArgs(arguments);
            return run(mg, parsed);
        } catch (ParameterException e) {
            return named.isEmpty() ? refuse(e) : again(arguments, e);
        }
    }

    /** With all commands, so that the message and its suggestions know them. */
    private int again(String[] arguments, ParameterException first) {
        try {
            complete().parseArgs(arguments);
            return refuse(first);
        } catch (ParameterException e) {
            return refuse(e);
        }
    }

    private int refuse(ParameterException e) {
        Usage usage = Usage.of(e);
        startLogging(e.getCommandLine());
        report(usage.what(), List.of(usage.next()), e);
        return Exit.USAGE;
    }

    /** As far as the options could be read before the mistake. */
    private void startLogging(CommandLine line) {
        CommandLine root = line;
        while (root.getParent() != null) {
            root = root.getParent();
        }
        startLogging((Mg) root.getCommandSpec().userObject());
    }

    private Screen startLogging(Mg mg) {
        Screen screen = new Screen(surroundings.err());
        boolean colored = mg.color().on(surroundings.terminal().err(), surroundings.variables());
        Logging.start(screen, mg.jsonLog(), mg.verbose(), colored);
        return screen;
    }

    private int run(Mg mg, ParseResult parsed) {
        ParseResult deepest = parsed;
        while (deepest.hasSubcommand()) {
            deepest = deepest.subcommand();
        }
        CommandLine line = deepest.commandSpec().commandLine();
        boolean nothing = deepest.commandSpec().userObject() == mg;
        if (mg.version()) {
            surroundings.out().println("mg " + Version.current());
            return Exit.DONE;
        }
        if (mg.help() || nothing) {
            CommandLine shown = nothing ? complete() : line;
            Ansi ansi = mg.color().on(surroundings.terminal().out(), surroundings.variables()) ? Ansi.ON : Ansi.OFF;
            shown.usage(surroundings.out(), ansi);
            return Exit.DONE;
        }
        Screen screen = startLogging(mg);
        try (Invocation invocation = new Invocation(mg, surroundings, screen)) {
            return run((Command) deepest.commandSpec().userObject(), invocation);
        }
    }

    private int run(Command command, Invocation invocation) {
        try {
            return command.run(invocation);
        } catch (ParameterException e) {
            return refuse(e);
        } catch (MigrettiException e) {
            return failed(invocation, e.what(), Wording.next(e), e);
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
            report("Interrupted. " + what, List.of("run it again; what is applied is not repeated"), e);
        } else {
            report(what, next, e);
        }
        invocation.failed(what, next);
        return Exit.FAILED;
    }

    private static void report(String what, List<String> next, Exception e) {
        LOG.atError().addKeyValue("next", next).setCause(e).log("{}", what.endsWith(".") ? what : what + ".");
    }

    /** What is wrong with a command line. */
    private record Usage(String what, String next) {

        static Usage of(ParameterException e) {
            String command = e.getCommandLine().getCommandSpec().qualifiedName(" ");
            String help = "`" + command + " --help` shows how it is used";
            if (!(e instanceof UnmatchedArgumentException unmatched)
                    || unmatched.getUnmatched().isEmpty()) {
                return new Usage(upperFirst(String.valueOf(e.getMessage())), help);
            }
            String word = unmatched.getUnmatched().get(0);
            boolean option = unmatched.isUnknownOption();
            boolean takesCommands = !e.getCommandLine().getSubcommands().isEmpty();
            String what = option
                    ? "`" + command + "` has no option `" + word + "`"
                    : takesCommands
                            ? "`" + command + "` has no command `" + word + "`"
                            : "`" + command + "` takes no argument `" + word + "`";
            List<String> similar = option || takesCommands ? unmatched.getSuggestions() : List.of();
            return new Usage(
                    what, similar.isEmpty() ? help : "did you mean `" + similar.get(0) + "`? " + upperFirst(help));
        }

        private static String upperFirst(String text) {
            return Character.toUpperCase(text.charAt(0)) + text.substring(1);
        }
    }
}
