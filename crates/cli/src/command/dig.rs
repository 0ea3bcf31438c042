//! `vpcanvas dig`: what a name resolves to as seen from somewhere, in the layout of `dig`.

use serde::Serialize;
use vpcanvas_analysis::{
    DnsAnswer, DnsQuery, DnsRecord, DnsStatus, DnsStep, RecordType, compare_views, lookup,
};
use vpcanvas_model::ResourceId;

use super::{
    Command, FORMATS, Format, json,
    report::{Reason, push_lines, table},
};
use crate::{BadInput, Exit, Files, Output, arguments::Arguments, design::Design, printable};

pub(super) const COMMAND: Command = Command {
    name: "dig",
    usage: "DESIGN --from ID|--compare NAME [TYPE] [--format human|json]",
    about: "Says what a name resolves to as seen from a resource or from every VPC, and who answered",
    options: &["from", "format", "compare?"],
    run,
};

fn run(mut arguments: Arguments, files: &dyn Files) -> Result<Output, BadInput> {
    let format = arguments.choice("format", FORMATS)?;
    let compares = arguments.flag("compare");
    let from = arguments.option("from")?;
    let path = arguments.path("DESIGN")?;
    let name = arguments.text("NAME")?;
    let record_type = if arguments.has_word() {
        record_type(&arguments.text("TYPE")?)?
    } else {
        RecordType::A
    };
    arguments.end()?;

    let from = match (from, compares) {
        (Some(from), false) => Some(from),
        (None, true) => None,
        (Some(_), true) => {
            return Err(BadInput::misuse(
                "--from and --compare are given, expected one of them",
            ));
        }
        (None, false) => return Err(BadInput::misuse("--from is missing")),
    };
    let design = Design::read(path, files)?;
    let Some(from) = from else {
        return Ok(compare(&design, &name, record_type, format));
    };
    let query = DnsQuery {
        from: design.source("--from", &from)?,
        name,
        record_type,
    };
    let answer = lookup(&design.network, &query);
    let text = match format {
        Format::Human => human(&answer),
        Format::Json => json(&Answer::new(&answer)),
    };
    let exit = Exit::holds_if(answer.status == DnsStatus::NoError);
    Ok(design.output(exit, text))
}

/// One name from every VPC, side by side; it holds where every VPC gets records.
fn compare(design: &Design, name: &str, record_type: RecordType, format: Format) -> Output {
    let views = compare_views(&design.network, name, record_type);
    let text = match format {
        Format::Human => side_by_side(&views),
        Format::Json => {
            let answers: Vec<Answer<'_>> = views
                .iter()
                .map(|(_, answer)| Answer::new(answer))
                .collect();
            json(&answers)
        }
    };
    let resolves = |(_, answer): &(ResourceId, DnsAnswer)| answer.status == DnsStatus::NoError;
    let exit = Exit::holds_if(!views.is_empty() && views.iter().all(resolves));
    design.output(exit, text)
}

fn side_by_side(views: &[(ResourceId, DnsAnswer)]) -> String {
    let heading = ["FROM", "STATUS", "ANSWER", "DECIDED BY"].map(str::to_owned);
    let rows = views.iter().map(|(vpc, answer)| {
        let records: Vec<String> = answer.answers.iter().map(data).collect();
        let decider = answer.chain.iter().rfind(|step| step.is_on_the_way);
        vec![
            vpc.to_string(),
            answer.status.to_string(),
            records.join(", "),
            decider.map_or(String::new(), |step| step.component.to_string()),
        ]
    });
    let rows: Vec<Vec<String>> = std::iter::once(heading.to_vec()).chain(rows).collect();
    let mut text = String::new();
    push_lines(&mut text, 0, table(&rows));
    text
}

/// The type of a word; a word that is none is named together with those that are.
fn record_type(word: &str) -> Result<RecordType, BadInput> {
    RecordType::parse(word).ok_or_else(|| {
        let types: Vec<&str> = RecordType::ALL.iter().map(|known| known.as_str()).collect();
        BadInput::misuse(format!("TYPE {word}: expected {}", types.join(", ")))
    })
}

/// An answer in dig's own layout, with who had a say in comments below it.
fn human(answer: &DnsAnswer) -> String {
    let query = &answer.query;
    let mut text = String::new();
    let count = answer.answers.len();
    let header = [
        String::new(),
        format!(
            "; <<>> vpcanvas dig <<>> {} {}",
            query.name, query.record_type
        ),
        format!(";; Got answer from the view of {}:", query.from),
        format!(
            ";; ->>HEADER<<- opcode: QUERY, status: {}, id: 0",
            status(answer.status)
        ),
        format!(";; flags: qr rd ra; QUERY: 1, ANSWER: {count}, AUTHORITY: 0, ADDITIONAL: 0"),
        String::new(),
        ";; QUESTION SECTION:".to_owned(),
    ];
    push_lines(&mut text, 0, header);
    let name = format!(";{}", absolute(&query.name));
    push_columns(&mut text, [&name, "", "IN", query.record_type.as_str(), ""]);
    if count > 0 {
        text.push_str("\n;; ANSWER SECTION:\n");
    }
    for record in &answer.answers {
        let (name, ttl) = (absolute(&record.name), record.ttl.to_string());
        let cells = [
            &name,
            &ttl,
            "IN",
            record.record_type.as_str(),
            &data(record),
        ];
        push_columns(&mut text, cells);
    }
    comments(&mut text, answer);
    text
}

/// The word in the header: to DNS a name without records of a type is no error.
fn status(status: DnsStatus) -> &'static str {
    match status {
        DnsStatus::NoData => DnsStatus::NoError.as_str(),
        other => other.as_str(),
    }
}

/// Adds a line with name, TTL, class, type and data where dig has them: reached by tabs, and by a blank where something is too
/// long.
fn push_columns(text: &mut String, cells: [&str; 5]) {
    const TAB: usize = 8;
    const STARTS: [usize; 5] = [0, 24, 32, 40, 48];
    let mut width = 0;
    for (cell, start) in cells.into_iter().zip(STARTS) {
        let cell = printable(cell);
        if cell.is_empty() {
            continue;
        }
        let start = if width == 0 {
            start
        } else {
            start.max(width + 1)
        };
        let tabs = start / TAB - width / TAB;
        text.extend(std::iter::repeat_n('\t', tabs));
        let blanks = if tabs > 0 { start % TAB } else { start - width };
        text.extend(std::iter::repeat_n(' ', blanks));
        text.push_str(&cell);
        width = start + cell.chars().count();
    }
    text.push('\n');
}

/// Who had a say, and what an author who expected something else should know.
fn comments(text: &mut String, answer: &DnsAnswer) {
    if answer.status == DnsStatus::NoData {
        let record_type = answer.query.record_type;
        let line = format!("\n;; NODATA: the name has no {record_type} record\n");
        text.push_str(&line);
    }
    if answer.status == DnsStatus::Timeout {
        text.push_str("\n;; no servers could be reached\n");
    }
    if !answer.chain.is_empty() {
        text.push_str("\n;; DECIDED BY:\n");
    }
    let decided = answer.chain.iter().map(|step| {
        format!(
            ";; {}: {} ({})",
            step.component, step.decision, step.reference
        )
    });
    push_lines(text, 0, decided);
    if !answer.explanations.is_empty() {
        text.push_str("\n;; REMARKS:\n");
    }
    for explanation in &answer.explanations {
        let remarks = Reason::new(explanation, &[]).lines().into_iter();
        push_lines(text, 0, remarks.map(|line| format!(";; {line}")));
    }
}

/// What a record holds; names have their last dot.
fn data(record: &DnsRecord) -> String {
    match record.record_type {
        RecordType::Cname | RecordType::Ns | RecordType::Ptr => absolute(&record.data),
        _ => record.data.clone(),
    }
}

/// A name as dig prints it, with its last dot.
fn absolute(name: &str) -> String {
    format!("{}.", name.trim_end_matches('.'))
}

/// An answer in a line: `billing.example.com is 10.0.1.50, 10.0.2.50`.
pub(super) fn in_one_line(answer: &DnsAnswer) -> String {
    let name = &answer.query.name;
    let addresses: Vec<String> = answer.addresses().iter().map(ToString::to_string).collect();
    if addresses.is_empty() {
        return format!("{name} has no address: {}", answer.status);
    }
    format!("{name} is {}", addresses.join(", "))
}

/// A DNS answer as JSON.
#[derive(Serialize)]
pub(super) struct Answer<'a> {
    query: Query<'a>,
    status: &'a str,
    answers: Vec<Record<'a>>,
    chain: Vec<Step<'a>>,
    explanations: Vec<Reason<'a>>,
}

#[derive(Serialize)]
struct Query<'a> {
    from: &'a str,
    name: &'a str,
    #[serde(rename = "type")]
    record_type: &'a str,
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "`type` is no name in Rust")]
struct Record<'a> {
    name: &'a str,
    #[serde(rename = "type")]
    record_type: &'a str,
    ttl: u32,
    data: &'a str,
}

#[derive(Serialize)]
struct Step<'a> {
    component: &'a str,
    decision: &'a str,
    reference: &'a str,
}

impl<'a> Answer<'a> {
    pub(super) fn new(answer: &'a DnsAnswer) -> Self {
        Self {
            query: Query {
                from: answer.query.from.as_str(),
                name: &answer.query.name,
                record_type: answer.query.record_type.as_str(),
            },
            status: answer.status.as_str(),
            answers: answer.answers.iter().map(Record::new).collect(),
            chain: answer.chain.iter().map(Step::new).collect(),
            explanations: answer
                .explanations
                .iter()
                .map(|explanation| Reason::new(explanation, &[]))
                .collect(),
        }
    }
}

impl<'a> Record<'a> {
    fn new(record: &'a DnsRecord) -> Self {
        Self {
            name: &record.name,
            record_type: record.record_type.as_str(),
            ttl: record.ttl,
            data: &record.data,
        }
    }
}

impl<'a> Step<'a> {
    fn new(step: &'a DnsStep) -> Self {
        Self {
            component: step.component.as_str(),
            decision: &step.decision,
            reference: step.reference,
        }
    }
}
