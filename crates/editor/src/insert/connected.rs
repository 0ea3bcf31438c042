//! Something new that is connected from the start: what a line may be let go on an empty place for.

use vpcanvas_model::{Arrangement, Document, ResourceId, geometry::Point};

use super::{Inserted, Template, drop_target, home_near, insert};
use crate::{
    actions::{connect, connectable, disconnect},
    hit::kind_of,
    words::bare,
};

/// What can be inserted at a point, or where it belongs, and connected with a resource; in the order of the palette.
pub fn connected_templates(
    document: &Document,
    arrangement: &Arrangement,
    from: &ResourceId,
    at: Point,
) -> Vec<Template> {
    let kinds = kind_of(document, from).map_or_else(Vec::new, connectable);
    let fits = |template: &Template| {
        let kind = template.kind();
        kinds.contains(&kind)
            && (drop_target(document, arrangement, kind, at).is_ok()
                || home_near(document, kind, Some(from)).is_ok())
    };
    Template::all().filter(fits).collect()
}

/// Inserts a template at a point, or where it belongs if that is not there, and connects it with a resource; one step.
///
/// # Errors
/// Why it cannot stand there or be connected.
pub fn insert_connected(
    document: &Document,
    arrangement: &Arrangement,
    template: Template,
    from: &ResourceId,
    at: Point,
) -> Result<Inserted, String> {
    let kind = template.kind();
    let (into, at) = match drop_target(document, arrangement, kind, at) {
        Ok(into) => (into, Some(at)),
        Err(_) => (home_near(document, kind, Some(from))?, None),
    };
    let mut inserted = insert(document, arrangement, template, into.as_ref(), at)?;
    let seen = document.with(&inserted.transaction);
    match connect(&seen, from, &inserted.id) {
        Ok(connection) => inserted.transaction = inserted.transaction.then(connection),
        // Some are made with what they stand by.
        Err(reason) if disconnect(&seen, from, &inserted.id).is_err() => return Err(reason),
        Err(_) => {}
    }
    inserted.transaction.label = format!(
        "Insert {} connected with {}",
        bare(kind),
        document.display_name(from)
    );
    Ok(inserted)
}
