//! A large design seen from afar: small VPCs together, and nothing of what is said of them lost.

use vpcanvas_model::{Placement, SharedMap, Transaction};

use super::*;

/// A design of many VPCs that is seen whole, with something wrong in one of them.
struct Afar {
    document: Document,
    memory: Memory,
    marks: SharedMap<ResourceId, Mark>,
}

impl Afar {
    fn new() -> Self {
        Self {
            document: vpcanvas_fixture::generated::design(4_000, 0).unwrap(),
            memory: Memory::default(),
            marks: SharedMap::from_iter([("i-3-a".into(), Mark::Error)]),
        }
    }

    /// The picture of now, which is the same with a memory and without one.
    #[track_caller]
    fn check_seen(&mut self, scale: f32) -> PaintList {
        let visible = Rect::new(-1e5, -1e5, 3e5, 3e5);
        let view = View {
            sight: Some(Sight::around(visible, scale)),
            marks: self.marks.clone(),
            ..View::default()
        };
        let network = resolve(&self.document);
        let arrangement = arrangement(&self.document);
        let again = picture_again(&mut self.memory, &network, &arrangement, &view);
        assert_eq!(
            again.items(),
            picture(&network, &arrangement, &view).items()
        );
        again
    }

    /// Changes the design and looks again.
    fn after(&mut self, change: impl FnOnce(&Document, &mut Transaction)) -> PaintList {
        let mut transaction = Transaction::new("Change");
        change(&self.document, &mut transaction);
        self.document.apply(&transaction);
        self.check_seen(0.05)
    }
}

/// How many VPCs the items that hold several have, and how many of these say that something is wrong.
fn told(picture: &PaintList) -> (usize, usize) {
    let crowds = labels(picture).into_iter();
    let crowds = crowds.filter_map(|label| Some((label.split_once(" VPC")?.0, label)));
    let crowds = crowds.filter_map(|(count, label)| Some((count.parse::<usize>().ok()?, label)));
    let crowds: Vec<(usize, &str)> = crowds.collect();
    let wrong = crowds
        .iter()
        .filter(|(_, label)| label.ends_with("has an error"));
    (crowds.iter().map(|(count, _)| count).sum(), wrong.count())
}

/// How many boxes are drawn as those of something wrong.
fn boxed_as_wrong(picture: &PaintList) -> usize {
    let shapes = picture.items().iter().flat_map(|item| &item.shapes);
    let is_wrong = |shape: &&Shape| match shape {
        Shape::Rect { stroke, .. } => stroke.is_some_and(|stroke| stroke.color == Token::Error),
        _ => false,
    };
    shapes.filter(is_wrong).count()
}

#[test]
fn many_small_vpcs_are_told_together_and_what_is_wrong_is_seen() {
    let picture = Afar::new().check_seen(0.05);
    assert_eq!(told(&picture), (400, 1));
    assert_eq!(boxed_as_wrong(&picture), 1);
    assert!(picture.items().len() < 200, "{}", picture.items().len());
    let close = Afar::new().check_seen(0.2);
    assert_eq!(told(&close), (0, 0));
    assert!(labels(&close).contains(&"VPC, vpc-3, 9 objects, has an error"));
}

#[test]
fn what_an_edit_changes_is_seen_from_afar() {
    let mut afar = Afar::new();
    afar.check_seen(0.05);
    let moved = afar.after(|document, transaction| {
        let placement = Placement {
            x: Some(90_000),
            y: Some(0),
            ..Placement::default()
        };
        transaction.set_placement(document, &"vpc-7".into(), Some(placement));
    });
    assert_eq!(told(&moved), (400, 1));
    let mended = afar.after(|document, transaction| {
        transaction.set_resource(document, &"i-3-a".into(), None);
    });
    assert_eq!((told(&mended), boxed_as_wrong(&mended)), ((400, 0), 0));
    afar.marks =
        SharedMap::from_iter([("i-9-b".into(), Mark::Error), ("vpc-3".into(), Mark::Info)]);
    let gone = afar.after(|document, transaction| {
        for id in document.with_descendants(&"vpc-7".into()) {
            transaction.set_resource(document, &id, None);
        }
    });
    assert_eq!((told(&gone), boxed_as_wrong(&gone)), ((399, 1), 1));
    let folded = afar.after(|document, transaction| {
        let placement = Placement {
            folded_into: Some("vpc-8".into()),
            ..Placement::default()
        };
        transaction.set_placement(document, &"vpc-9".into(), Some(placement));
    });
    assert_eq!((told(&folded), boxed_as_wrong(&folded)), ((399, 1), 1));
}
