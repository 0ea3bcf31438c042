//! `vpcanvas matrix` and `vpcanvas reach`: who reaches what, as a table; the second for one thing, in both directions.

use serde::Serialize;
use vpcanvas_analysis::{
    Blocker, Cell, Direction, Matrix, Service, Verdict, matrix, offered, services, sources,
};
use vpcanvas_model::Protocol;

use super::{
    Command, json,
    report::{push_lines, table},
    trace::{PROTOCOLS, destination, port, source},
};
use crate::{BadInput, Exit, Files, Output, arguments::Arguments, design::Design};

pub(super) const MATRIX: Command = Command {
    name: "matrix",
    usage: "DESIGN [--from ID]… [--to ID|IP|NAME]… [--protocol tcp|udp|icmp] [--port N] [--format human|json|csv]",
    about: "Says who reaches which service: by default everything that sends, and every service on its own ports",
    options: &["from+", "to+", "protocol", "port", "format"],
    run: run_matrix,
};

pub(super) const REACH: Command = Command {
    name: "reach",
    usage: "DESIGN --of ID [--direction both|to|from] [--protocol tcp|udp|icmp] [--port N] [--format human|json|csv]",
    about: "Says who can reach one thing, and what that thing can reach",
    options: &["of", "direction", "protocol", "port", "format"],
    run: run_reach,
};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Human,
    Json,
    Csv,
}

const FORMATS: &[(&str, Format)] = &[
    ("human", Format::Human),
    ("json", Format::Json),
    ("csv", Format::Csv),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Towards {
    Both,
    It,
    Others,
}

const DIRECTIONS: &[(&str, Towards)] = &[
    ("both", Towards::Both),
    ("to", Towards::It),
    ("from", Towards::Others),
];

/// How many services stand beside one another before each pair gets a line of its own.
const WIDEST: usize = 8;

/// The transport and port asked for; `None` for the ports services are offered on.
type Asked = Option<(Protocol, u16)>;

fn asked(arguments: &mut Arguments) -> Result<Asked, BadInput> {
    let given = arguments.is_given("protocol") || arguments.is_given("port");
    let protocol = arguments.choice("protocol", PROTOCOLS)?;
    let port = port(arguments, protocol)?;
    Ok(given.then_some((protocol, port)))
}

fn run_matrix(mut arguments: Arguments, files: &dyn Files) -> Result<Output, BadInput> {
    let format = arguments.choice("format", FORMATS)?;
    let from = arguments.options("from")?;
    let to = arguments.options("to")?;
    let asked = asked(&mut arguments)?;
    let path = arguments.path("DESIGN")?;
    arguments.end()?;

    let design = Design::read(path, files)?;
    let rows = if from.is_empty() {
        sources(&design.network)
    } else {
        let ids = from.iter().map(|from| source(&design, "--from", from));
        ids.map(|id| Ok(id?.to_string()))
            .collect::<Result<_, BadInput>>()?
    };
    let answer = matrix(&design.network, rows, columns(&design, to, asked)?);
    let text = match format {
        Format::Human if answer.services.len() > WIDEST => list(&answer),
        Format::Human => grid(&answer),
        Format::Json => json(&pairs(&answer)),
        Format::Csv => csv(std::slice::from_ref(&answer)),
    };
    Ok(design.output(Exit::Holds, text))
}

fn columns(design: &Design, to: Vec<String>, asked: Asked) -> Result<Vec<Service>, BadInput> {
    let mut columns = if to.is_empty() {
        services(&design.network)
    } else {
        let mut columns = Vec::new();
        for to in to {
            columns.extend(offered(&design.network, &destination(design, to)?));
        }
        columns
    };
    if let Some((protocol, port)) = asked {
        for column in &mut columns {
            (column.protocol, column.port) = (protocol, port);
        }
        columns.dedup();
    }
    Ok(columns)
}

fn run_reach(mut arguments: Arguments, files: &dyn Files) -> Result<Output, BadInput> {
    let format = arguments.choice("format", FORMATS)?;
    let of = arguments.required("of")?;
    let towards = arguments.choice("direction", DIRECTIONS)?;
    let asked = asked(&mut arguments)?;
    let path = arguments.path("DESIGN")?;
    arguments.end()?;

    let design = Design::read(path, files)?;
    let id = source(&design, "--of", &of)?.to_string();
    let to_it = columns(&design, vec![id.clone()], asked)?;
    let mut answers = Vec::new();
    if towards != Towards::Others {
        let others = sources(&design.network);
        let others = others.into_iter().filter(|other| *other != id).collect();
        answers.push(matrix(&design.network, others, to_it));
    }
    if towards != Towards::It {
        let mut to_others = columns(&design, Vec::new(), asked)?;
        to_others.retain(|other| other.to != id);
        answers.push(matrix(&design.network, vec![id], to_others));
    }
    let text = match format {
        Format::Human => answers.iter().map(list).collect::<Vec<_>>().join("\n"),
        Format::Json => json(&answers.iter().flat_map(pairs).collect::<Vec<_>>()),
        Format::Csv => csv(&answers),
    };
    Ok(design.output(Exit::Holds, text))
}

/// Every pair with its cell, row by row.
fn cells(matrix: &Matrix) -> impl Iterator<Item = (&str, &Service, Cell)> {
    let rows = matrix.sources.iter().enumerate();
    rows.flat_map(move |(row, source)| {
        let columns = matrix.services.iter().enumerate();
        columns.filter_map(move |(column, service)| {
            Some((source.as_str(), service, matrix.cell(row, column)?))
        })
    })
}

fn in_words(service: &Service) -> String {
    match service.protocol {
        Protocol::Icmp => format!("{} icmp", service.to),
        protocol => format!("{} {protocol}/{}", service.to, service.port),
    }
}

fn reason(blocker: &Blocker) -> String {
    let direction = blocker.direction.map(Direction::as_str);
    let direction = direction.map_or_else(String::new, |direction| format!(" {direction}"));
    format!("{} at {}{direction}", blocker.code, blocker.component)
}

/// Sources below one another, services beside one another; the reasons below, each with its number.
fn grid(matrix: &Matrix) -> String {
    let mut reasons: Vec<String> = Vec::new();
    let mut rows = vec![heading(matrix)];
    for (row, source) in matrix.sources.iter().enumerate() {
        let mut cells = vec![source.clone()];
        for column in 0..matrix.services.len() {
            let cell = matrix.cell(row, column);
            cells.push(cell.map_or_else(String::new, |cell| mark(&cell, &mut reasons)));
        }
        rows.push(cells);
    }
    let mut text = String::new();
    push_lines(&mut text, 0, table(&rows));
    if !reasons.is_empty() {
        text.push('\n');
        let numbered = reasons.into_iter().enumerate();
        let rows: Vec<Vec<String>> = numbered
            .map(|(index, reason)| vec![format!("[{}]", index + 1), reason])
            .collect();
        push_lines(&mut text, 0, table(&rows));
    }
    text
}

fn heading(matrix: &Matrix) -> Vec<String> {
    let services = matrix.services.iter().map(in_words);
    std::iter::once(String::new()).chain(services).collect()
}

/// A cell in a word, with the number of its reason.
fn mark(cell: &Cell, reasons: &mut Vec<String>) -> String {
    let word = word(cell.verdict);
    let Some(blocker) = &cell.blocker else {
        return word.to_owned();
    };
    let reason = reason(blocker);
    let known = reasons.iter().position(|known| *known == reason);
    let number = known.unwrap_or_else(|| {
        reasons.push(reason);
        reasons.len() - 1
    });
    format!("{word} [{}]", number + 1)
}

fn word(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Reachable => "yes",
        Verdict::PartlyReachable => "partly",
        Verdict::Unreachable => "no",
        Verdict::Unknown => "unknown",
    }
}

/// One pair a line.
fn list(matrix: &Matrix) -> String {
    let rows: Vec<Vec<String>> = cells(matrix)
        .map(|(source, service, cell)| {
            let mut row = vec![
                format!("{source} → {}", in_words(service)),
                cell.verdict.as_str().to_owned(),
            ];
            row.extend(cell.blocker.as_ref().map(reason));
            row
        })
        .collect();
    let mut text = String::new();
    push_lines(&mut text, 0, table(&rows));
    text
}

#[derive(Serialize)]
struct Pair<'a> {
    from: &'a str,
    to: &'a str,
    protocol: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    port: Option<u16>,
    verdict: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocker: Option<BlockerReport>,
}

#[derive(Serialize)]
struct BlockerReport {
    code: &'static str,
    component: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    reference: &'static str,
}

fn pairs(matrix: &Matrix) -> Vec<Pair<'_>> {
    cells(matrix)
        .map(|(from, service, cell)| Pair {
            from,
            to: &service.to,
            protocol: service.protocol.as_str(),
            port: (service.protocol != Protocol::Icmp).then_some(service.port),
            verdict: cell.verdict.as_str(),
            blocker: cell.blocker.map(|blocker| BlockerReport {
                code: blocker.code.as_str(),
                component: blocker.component.to_string(),
                direction: blocker.direction.map(Direction::as_str),
                reference: blocker.reference,
            }),
        })
        .collect()
}

/// Comma-separated values, quoted as RFC 4180 has them, with the names of the columns first.
fn csv(answers: &[Matrix]) -> String {
    let mut text = "from,to,protocol,port,verdict,code,component,direction,reference\n".to_owned();
    for pair in answers.iter().flat_map(pairs) {
        let port = pair.port.map(|port| port.to_string()).unwrap_or_default();
        let blocker = pair.blocker.as_ref();
        let fields = [
            pair.from,
            pair.to,
            pair.protocol,
            &port,
            pair.verdict,
            blocker.map_or("", |blocker| blocker.code),
            blocker.map_or("", |blocker| &blocker.component),
            blocker.and_then(|blocker| blocker.direction).unwrap_or(""),
            blocker.map_or("", |blocker| blocker.reference),
        ];
        text.push_str(&fields.map(quoted).join(","));
        text.push('\n');
    }
    text
}

fn quoted(field: &str) -> String {
    if field.contains(['"', ',', '\r', '\n']) {
        return format!("\"{}\"", field.replace('"', "\"\""));
    }
    field.to_owned()
}
