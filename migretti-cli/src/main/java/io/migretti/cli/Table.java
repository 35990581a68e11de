package io.migretti.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Columns that are as wide as what stands in them. */
final class Table {

    private final boolean colored;
    private final List<List<Cell>> rows = new ArrayList<>();

    private record Cell(String text, Optional<Paint> paint) {}

    Table(boolean colored, String... headings) {
        this.colored = colored;
        List<Cell> cells = new ArrayList<>();
        for (String heading : headings) {
            cells.add(new Cell(heading, Optional.of(Paint.BOLD)));
        }
        rows.add(cells);
    }

    Table row() {
        rows.add(new ArrayList<>());
        return this;
    }

    Table cell(String text) {
        return cell(new Cell(text, Optional.empty()));
    }

    Table cell(String text, Paint paint) {
        return cell(new Cell(text, Optional.of(paint)));
    }

    private Table cell(Cell cell) {
        rows.get(rows.size() - 1).add(cell);
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
                line.append(cell.paint
                        .filter(paint -> !cell.text.isEmpty())
                        .map(paint -> paint.on(cell.text, colored))
                        .orElse(cell.text));
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
