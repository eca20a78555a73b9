//! Numbered works in tables: the first row names the columns.

use std::ops::Range;

use super::{Mention, Reader};
use crate::domain::reading::context::{About, known_status};
use crate::domain::reading::scan::{Cell, Line, Scan};

impl Reader<'_, '_> {
    /// The columns of tables say what stands in them.
    pub(super) fn tables(&mut self) {
        let scan = self.scan;
        let mut tables: Vec<(Range<usize>, Columns)> = Vec::new();
        let mut at = 0;
        while let Some(line) = scan.lines.get(at) {
            let table = line.cell.map(|cell| cell.table);
            let rest = scan.lines.get(at..).unwrap_or_default();
            let count = rest.iter().take_while(|line| line.cell.map(|cell| cell.table) == table).count();
            let lines = at..at + count;
            if table.is_some() {
                let columns = columns(scan, lines.clone());
                self.bare_numbers(lines.clone(), &columns);
                tables.push((lines.clone(), columns));
            }
            at = lines.end;
        }
        self.mentions.sort_by_key(|mention| mention.line);
        for (lines, columns) in tables {
            let mut at = lines.start;
            while at < lines.end {
                let row = row_of(scan, at);
                let end = (at..lines.end).find(|next| row_of(scan, *next) != row).unwrap_or(lines.end);
                let own = self.mentions.partition_point(|mention| mention.line < at);
                if let Some(mention) = self.mentions.get_mut(own).filter(|mention| mention.line < end) {
                    in_row(scan, mention, at..end, &columns);
                }
                at = end;
            }
        }
    }

    /// Numbers alone, under the name of their series.
    fn bare_numbers(&mut self, lines: Range<usize>, columns: &Columns) {
        let scan = self.scan;
        for at in lines {
            let Some(line) = scan.lines.get(at) else { return };
            if let (Some(Column::Number(series)), 1) = (column_of(columns, line), line.words.len())
                && let Ok(number) = scan.word(line.words.start).parse::<u16>()
            {
                let place = scan.place(line.place.leaf, line.words.clone());
                self.mention(at, (series, u32::from(number)), place, line.words.clone());
            }
        }
    }
}

/// What a column of a table holds.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Number(&'static str),
    Title,
    Status,
    Version,
    Part,
}

/// Columns by their places.
type Columns = Vec<(usize, Column)>;

/// The columns that the first row of a table names.
fn columns(scan: &Scan<'_>, lines: Range<usize>) -> Columns {
    /// Nobody's table has more to say of a work.
    const WIDEST: usize = 16;
    let lines = lines.filter_map(|at| scan.lines.get(at));
    let head =
        lines.filter_map(|line| Some((line, line.cell?))).take_while(|(_, cell)| cell.row == 0).take(WIDEST);
    let named = |(line, cell): (&Line, Cell)| {
        let column = line.words.clone().take(4).find_map(|at| match scan.word(at) {
            "title" | "name" => Some(Column::Title),
            "status" | "state" => Some(Column::Status),
            "version" | "release" | "python" => Some(Column::Version),
            "role" | "part" => Some(Column::Part),
            _ => scan.series(at).map(|(series, _)| Column::Number(series)),
        });
        column.map(|column| (cell.column, column))
    };
    head.filter_map(named).collect()
}

fn column_of(columns: &Columns, line: &Line) -> Option<Column> {
    let own = line.cell?.column;
    columns.iter().find(|(column, _)| *column == own).map(|(_, column)| *column)
}

fn row_of(scan: &Scan<'_>, line: usize) -> Option<usize> {
    scan.lines.get(line)?.cell.map(|cell| cell.row)
}

/// Takes what the cells of a row say of its work.
fn in_row(scan: &Scan<'_>, mention: &mut Mention, cells: Range<usize>, columns: &Columns) {
    mention.listed = true;
    for line in cells.filter_map(|at| scan.lines.get(at)) {
        let planned = line.context.section == Some(About::Plans);
        mention.claim = mention.claim.or(line.context.claim.filter(|_| !planned));
        if line.words.is_empty() {
            continue;
        }
        let place = scan.place(line.place.leaf, line.words.clone());
        match column_of(columns, line) {
            Some(Column::Title) => mention.title = Some(place),
            Some(Column::Version) => mention.version = Some(place),
            Some(Column::Status) => mention.status = known_status(scan.text(place.leaf, place.bytes)),
            Some(Column::Part) => mention.claim = line.says.claim.or(mention.claim),
            _ => {}
        }
    }
}
