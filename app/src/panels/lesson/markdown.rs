//! The little Markdown that lessons are written in: paragraphs, lists, tables, fenced code, and within a line emphasis,
//! strong emphasis and code. Anything else is shown as it is written.

use egui::text::{LayoutJob, TextFormat};
use egui::{Frame, Grid, Label, Margin, RichText, Ui};
use vpcanvas_drawing::{Font, Size, Token};

use crate::theme::{color, font};

/// A piece of a text that stands by itself.
#[derive(Debug, PartialEq, Eq)]
enum Block {
    Paragraph(String),
    Item(String),
    Code(String),
    /// The first row is the heading.
    Table(Vec<Vec<String>>),
}

/// How a run of letters is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Plain,
    Emphasis,
    Strong,
    Code,
}

/// Shows a text.
pub(super) fn show(ui: &mut Ui, text: &str) {
    for (index, block) in blocks(text).iter().enumerate() {
        match block {
            Block::Paragraph(text) => line(ui, text),
            Block::Item(text) => {
                ui.horizontal_top(|ui| {
                    ui.label("•");
                    line(ui, text);
                });
            }
            Block::Code(text) => {
                let frame = Frame::new().inner_margin(Margin::same(6));
                let fill = color(ui, Token::PanelBackgroundWeak);
                frame.fill(fill).show(ui, |ui| {
                    ui.add(Label::new(RichText::new(text).monospace()).selectable(true));
                });
            }
            Block::Table(rows) => table(ui, index, rows),
        }
        ui.add_space(Size::SpaceTiny.points());
    }
}

fn line(ui: &mut Ui, text: &str) {
    let job = job(ui, text, false);
    ui.add(Label::new(job).wrap().selectable(true));
}

fn table(ui: &mut Ui, index: usize, rows: &[Vec<String>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default().max(1);
    #[expect(
        clippy::cast_precision_loss,
        reason = "a table has a handful of columns"
    )]
    let width = (ui.available_width() / columns as f32 - 16.0).max(60.0);
    Grid::new(("lesson table", index))
        .striped(true)
        .spacing([16.0, 4.0])
        .min_col_width(0.0)
        .max_col_width(width)
        .show(ui, |ui| {
            for (number, row) in rows.iter().enumerate() {
                for cell in row {
                    let job = job(ui, cell, number == 0);
                    ui.add(Label::new(job).wrap());
                }
                ui.end_row();
            }
        });
}

fn job(ui: &Ui, text: &str, is_heading: bool) -> LayoutJob {
    let mut job = LayoutJob::default();
    for (run, style) in runs(text) {
        let size = Size::TextBody.points();
        let style = if is_heading { Style::Strong } else { style };
        let mut format = TextFormat::simple(font(Font::Regular, size), color(ui, Token::Text));
        match style {
            Style::Plain => {}
            Style::Emphasis => format.italics = true,
            Style::Strong => {
                format.font_id = font(Font::Semibold, size);
                format.color = color(ui, Token::TextStrong);
            }
            Style::Code => {
                format.font_id = font(Font::Mono, size - 0.5);
                format.background = color(ui, Token::Hover);
            }
        }
        job.append(run, 0.0, format);
    }
    job
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut is_new = true;
    let mut is_code = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
            if is_code {
                blocks.push(Block::Code(String::new()));
            }
            is_new = true;
            continue;
        }
        let trimmed = line.trim();
        match (blocks.last_mut(), cells(trimmed)) {
            (Some(Block::Code(code)), _) if is_code => push(code, '\n', line),
            (Some(Block::Table(_)), Some(row)) if is_rule(&row) => {}
            (Some(Block::Table(rows)), Some(row)) if !is_new => rows.push(row),
            (_, Some(row)) => blocks.push(Block::Table(vec![row])),
            _ if trimmed.is_empty() => {}
            (last, None) => match (trimmed.strip_prefix("- "), last) {
                (Some(item), _) => blocks.push(Block::Item(item.to_owned())),
                (None, Some(Block::Paragraph(before) | Block::Item(before))) if !is_new => {
                    push(before, ' ', trimmed);
                }
                (None, _) => blocks.push(Block::Paragraph(trimmed.to_owned())),
            },
        }
        is_new = trimmed.is_empty();
    }
    blocks
}

fn push(text: &mut String, between: char, line: &str) {
    if !text.is_empty() {
        text.push(between);
    }
    text.push_str(line);
}

/// The cells of a row of a table.
fn cells(line: &str) -> Option<Vec<String>> {
    let inner = line.strip_prefix('|')?.strip_suffix('|')?;
    Some(
        inner
            .split('|')
            .map(|cell| cell.trim().to_owned())
            .collect(),
    )
}

/// Whether a row is the line below the heading.
fn is_rule(row: &[String]) -> bool {
    let is_dashes = |cell: &String| cell.contains('-') && cell.chars().all(|it| "-:".contains(it));
    row.iter().all(is_dashes)
}

/// The runs of a line, each in one style. A mark without its partner is a sign like any other.
fn runs(text: &str) -> Vec<(&str, Style)> {
    const MARKS: [(&str, Style); 3] = [
        ("**", Style::Strong),
        ("*", Style::Emphasis),
        ("`", Style::Code),
    ];
    let mut runs = Vec::new();
    let mut plain = text;
    let mut rest = text;
    while !rest.is_empty() {
        let marked = MARKS.iter().find_map(|(mark, style)| {
            let (inner, after) = rest.strip_prefix(mark)?.split_once(mark)?;
            (!inner.is_empty() && !inner.starts_with(' ')).then_some((inner, after, *style))
        });
        let Some((inner, after, style)) = marked else {
            let mut letters = rest.chars();
            letters.next();
            rest = letters.as_str();
            continue;
        };
        let before = plain.len() - rest.len();
        runs.extend(plain.get(..before).map(|run| (run, Style::Plain)));
        runs.push((inner, style));
        plain = after;
        rest = after;
    }
    runs.push((plain, Style::Plain));
    runs.retain(|(run, _)| !run.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_blocks(text: &str, expected: &[Block]) {
        assert_eq!(blocks(text), expected);
    }

    #[test]
    fn lines_of_a_paragraph_are_joined_and_blocks_kept_apart() {
        let paragraph = |text: &str| Block::Paragraph(text.to_owned());
        check_blocks(
            "One\ntwo.\n\nThree.",
            &[paragraph("One two."), paragraph("Three.")],
        );
        check_blocks(
            "Do:\n- this\n  now\n- that",
            &[
                paragraph("Do:"),
                Block::Item("this now".to_owned()),
                Block::Item("that".to_owned()),
            ],
        );
        check_blocks(
            "```\ndig x\n\n| a |\n```\nAfter",
            &[Block::Code("dig x\n\n| a |".to_owned()), paragraph("After")],
        );
        let row = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        check_blocks(
            "| a | b |\n|---|:-:|\n| 1 | |",
            &[Block::Table(vec![row(["a", "b"]), row(["1", ""])])],
        );
    }

    #[test]
    fn marks_come_in_pairs() {
        assert_eq!(
            runs("A **card** is *not* `local`, 2 * 3 * 4"),
            [
                ("A ", Style::Plain),
                ("card", Style::Strong),
                (" is ", Style::Plain),
                ("not", Style::Emphasis),
                (" ", Style::Plain),
                ("local", Style::Code),
                (", 2 * 3 * 4", Style::Plain),
            ]
        );
        assert_eq!(runs("5 ** and ` é"), [("5 ** and ` é", Style::Plain)]);
    }
}
