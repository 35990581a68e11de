package io.migretti.cli;

import java.util.ArrayList;
import java.util.List;

/** Columns that are as wide as what stands in them. */
final class Table {

    private final boolean colored;
    private final List<List<Cell>> rows = new ArrayList<>();

    private record Cell(String text, Paint... paints) {}

    Table(boolean colored, String... headings) {
        this.colored = colored;
        List<Cell> cells = new ArrayList<>();
        for (String heading : headings) {
            cells.add(new Cell(heading, Paint.BOLD));
        }
        rows.add(cells);
    }

    Table row() {
        rows.add(new ArrayList<>());
        return this;
    }

    Table cell(String text, Paint... paints) {
        rows.get(rows.size() - 1).add(new Cell(text, paints));
        return this;
    }

    /** A line each, without blanks at their ends. */
    String text() {
        int columns = rows.get(0).size();
        int[] widths = new int[columns];
        for (List<Cell> row : rows) {
            for (int i = 0; i < columns; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i).text));
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<Cell> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                Cell cell = row.get(i);
                String shown = cell.text;
                for (Paint paint : cell.paints) {
                    shown = shown.isEmpty() ? shown : paint.on(shown, colored);
                }
                line.append(shown);
                if (i + 1 < columns) {
                    line.append(" ".repeat(widths[i] - width(cell.text) + 2));
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }
}
