//! Every field path the importer reads, for those who check them against the service models of AWS.

use vpcanvas_model::Kind;

use super::{
    command::COMMANDS,
    list::{Becomes, LISTS, List},
    read,
};

/// A line for each field: `ec2:describe-vpcs Vpcs.CidrBlock`, several commands that print the list with commas between them.
/// Lists are entered without a mark.
pub fn shapes() -> Vec<String> {
    let mut lines = Vec::new();
    for list in LISTS {
        let (commands, prefix) = commands_of(list);
        let paths = paths(list).into_iter();
        lines.extend(paths.map(|path| format!("{commands} {prefix}{path}")));
    }
    lines
}

/// The commands that print a list, and where it stands in their output.
fn commands_of(list: &List) -> (String, String) {
    let nested = LISTS.iter().find_map(|outer| match outer.becomes {
        Becomes::Several {
            inside,
            list: inner,
        } if inner().key == list.key => Some((outer.key, inside)),
        _ => None,
    });
    let (key, prefix) = match nested {
        Some((outer, inside)) => (outer, format!("{outer}.{inside}.")),
        None => (list.key, format!("{}.", list.key)),
    };
    let commands = COMMANDS
        .iter()
        .filter(|command| command.lists.contains(&key))
        .map(|command| format!("{}:{}", command.service, command.name));
    (commands.collect::<Vec<_>>().join(","), prefix)
}

fn paths(list: &List) -> Vec<String> {
    let (id, known) = match list.becomes {
        Becomes::Resource { kind, id } => (id, Kind::parse(kind).map_or(&[][..], Kind::fields)),
        Becomes::Part { by, row, .. } => (by, row),
        Becomes::Several { inside, .. } => (inside, &[][..]),
        Becomes::Zone => ("", &[][..]),
    };
    let own = (!id.is_empty()).then(|| id.to_owned());
    own.into_iter()
        .chain(read::paths(list.reads, known, ""))
        .collect()
}
