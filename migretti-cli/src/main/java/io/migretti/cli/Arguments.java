package io.migretti.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ScopeType;

/**
 * How commands say what they take. Not with annotations: reading those by reflection takes longer than everything else
 * that this program does before it connects.
 */
final class Arguments {

    static final String OUTPUT = "--output";
    static final String YES = "--yes";

    private Arguments() {}

    /** @param command what is handed out when the name is found */
    static CommandSpec command(Object command, String name, List<String> description, String... examples) {
        CommandSpec spec = CommandSpec.wrapWithoutInspection(command).name(name);
        spec.usageMessage()
                .description(description.toArray(new String[0]))
                .synopsisHeading("Usage: ")
                .descriptionHeading("%n")
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .commandListHeading("%nCommands:%n")
                .footerHeading("%nExamples:%n")
                .footer(examples);
        return spec;
    }

    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .arity("0")
                .type(boolean.class)
                .description(description)
                .build();
    }

    static OptionSpec value(String name, String label, Class<?> type, String description) {
        return OptionSpec.builder(name)
                .arity("1")
                .type(type)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** For every command, before and after its name. */
    static OptionSpec global(OptionSpec option, String... further) {
        OptionSpec.Builder builder = OptionSpec.builder(option).scopeType(ScopeType.INHERIT);
        if (further.length > 0) {
            builder.names(further[0], option.longestName());
        }
        return builder.build();
    }

    static PositionalParamSpec word(String label, String arity, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity(arity)
                .required(arity.startsWith("1"))
                .index(arity.equals("1..*") ? "0..*" : "0")
                .type(arity.equals("1..*") ? List.class : String.class)
                .auxiliaryTypes(String.class)
                .description(description)
                .build();
    }

    /** Behind a first one. */
    static PositionalParamSpec second(String label, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .arity("1")
                .required(true)
                .index("1")
                .type(String.class)
                .description(description)
                .build();
    }

    /** Of commands that have something to show. */
    static OptionSpec output() {
        return value(OUTPUT, "FORM", Output.class, "table, for people, or json: one document, see docs/cli.md.");
    }

    /** Of commands that may ask. */
    static OptionSpec yes(String what) {
        return OptionSpec.builder(flag(YES, "Confirm what would be asked: " + what + "."))
                .names("-y", YES)
                .build();
    }
}
