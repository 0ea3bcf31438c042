//! A picture made with what is remembered of the one before is the picture.

use proptest::{collection::vec, prelude::*, sample::Index};
use vpcanvas_model::{Placement, Transaction};

use super::*;

/// What is moved, where to, and whether it is removed or given another name instead.
type Edit = (Index, (i32, i32), u8);

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let at = (-200..1800_i32, -200..1200_i32);
    vec((any::<Index>(), at, 0..10_u8), 1..10)
}

fn edited(document: &Document, (which, (x, y), what): &Edit) -> Transaction {
    let mut transaction = Transaction::new("Edit");
    let ids: Vec<_> = document.resources().map(|(id, _)| id).collect();
    let id = *which.get(&ids);
    match what {
        0 | 1 => transaction.set_resource(document, id, None),
        2 => {
            let renamed = document.resource(id).unwrap().clone().named("another name");
            transaction.set_resource(document, id, Some(renamed));
        }
        _ => {
            let placement = Placement {
                x: Some(*x),
                y: Some(*y),
                ..Placement::default()
            };
            transaction.set_placement(document, id, Some(placement));
        }
    }
    transaction
}

/// What is seen of a design while somebody looks around.
fn view(network: &Network, number: usize, is_large: bool) -> View {
    let by = f32::from(u8::try_from(number).unwrap()) * 150.0;
    let visible = Rect::new(by, 0.0, 1200.0, 700.0);
    View {
        detail: if number % 4 == 3 {
            Detail::Compact
        } else {
            Detail::Full
        },
        flows: Flow::of_checks(network, &evaluate_all(network)),
        sight: is_large.then(|| Sight::around(visible, 1.0)),
        ..View::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn a_picture_with_a_memory_is_the_same_as_one_without(edits in edits(), is_large: bool) {
        let mut document = design(PRIVATE_LINK);
        let mut memory = Memory::default();
        for (number, edit) in edits.iter().enumerate() {
            document.apply(&edited(&document, edit));
            let network = resolve(&document);
            let view = view(&network, number, is_large);
            let arrangement = arrangement(&document);
            let again = picture_again(&mut memory, &network, &arrangement, &view);
            let anew = picture(&network, &arrangement, &view);
            prop_assert_eq!(again.items().len(), anew.items().len());
            for (one, other) in again.items().iter().zip(anew.items()) {
                prop_assert_eq!(one, other);
            }
        }
    }
}

#[test]
fn only_lines_that_an_edit_concerns_are_sought_again() {
    let document = vpcanvas_fixture::generated::design(100, 10).unwrap();
    let network = resolve(&document);
    let view = view(&network, 0, false);
    let mut memory = Memory::default();
    let before = arrangement(&document);
    picture_again(&mut memory, &network, &before, &view);
    let all = memory.sought();
    picture_again(&mut memory, &network, &before, &view);
    assert_eq!(memory.sought(), 0);

    let mut transaction = Transaction::new("Move");
    for (id, rect) in &before.resources {
        let side = |side: i32| u32::try_from(side).ok();
        let placement = Placement {
            x: Some(rect.min.x),
            y: Some(rect.min.y),
            width: side(rect.width()),
            height: side(rect.height()),
            ..Placement::default()
        };
        transaction.set_placement(&document, id, Some(placement));
    }
    let at = before.rect(&"i-3-a".into()).unwrap().min;
    let placement = Placement {
        x: Some(at.x + 8),
        y: Some(at.y),
        ..Placement::default()
    };
    transaction.set_placement(&document, &"i-3-a".into(), Some(placement));
    let document = document.with(&transaction);
    picture_again(
        &mut memory,
        &resolve(&document),
        &arrangement(&document),
        &view,
    );
    let few = memory.sought();
    assert!(few > 0 && 3 * few < all, "{few} of {all}");
}
