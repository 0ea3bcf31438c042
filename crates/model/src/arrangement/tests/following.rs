//! An arrangement that followed changes is the one that is made anew.

use super::*;

/// What is done to which resource.
type Edit = (Index, usize, (i32, i32));

fn edits() -> impl Strategy<Value = Vec<Vec<Edit>>> {
    let at = (-500..1500_i32, -500..1500_i32);
    let step = vec((any::<Index>(), 0..8_usize, at), 1..4);
    vec(step, 1..8)
}

/// One change out of several, which speak of the resources of two designs by the same names.
fn transaction(document: &Document, designs: [&Document; 2], step: &[Edit]) -> Transaction {
    let mut transaction = Transaction::new("Change");
    let ids: Vec<ResourceId> = (0..80)
        .map(|number| ResourceId::from(format!("r{number}")))
        .collect();
    for (which, what, at) in step {
        let ids = ids
            .get(..=designs[0].resources.len().max(1))
            .unwrap_or(&ids);
        let id = which.get(ids);
        let other = |design: &Document| design.resource(id).cloned();
        match what {
            0 => transaction.set_resource(document, id, None),
            1 | 2 => transaction.set_resource(document, id, other(designs[0])),
            3 => transaction.set_resource(document, id, other(designs[1])),
            4 => {
                for id in document.with_descendants(id) {
                    transaction.set_resource(document, &id, None);
                    transaction.set_placement(document, &id, None);
                }
            }
            5 => transaction.set_placement(document, id, None),
            6 => {
                let seen = arrangement(document);
                for id in seen.contents(None) {
                    let rect = seen.resources[id];
                    let side = |side: i32| u32::try_from(side).ok();
                    let placement = Placement {
                        x: Some(rect.min.x),
                        y: Some(rect.min.y),
                        width: side(rect.width()),
                        height: side(rect.height()),
                        ..Placement::default()
                    };
                    transaction.set_placement(document, id, Some(placement));
                }
            }
            _ => {
                let placement = Placement {
                    x: Some(at.0),
                    y: Some(at.1),
                    ..Placement::default()
                };
                transaction.set_placement(document, id, Some(placement));
            }
        }
    }
    transaction
}

proptest! {
    #[test]
    fn following_is_arranging_anew(one in drawn(), other in drawn(), steps in edits()) {
        let designs = [design(&one), design(&other)];
        let mut document = designs[0].clone();
        let mut followed = arrangement(&document);
        for step in &steps {
            let transaction = transaction(&document, [&designs[0], &designs[1]], step);
            document.apply(&transaction);
            followed.follow(&document, &transaction);
            let anew = arrangement(&document);
            prop_assert_eq!(&followed.resources, &anew.resources, "{:?}", &transaction);
            prop_assert_eq!(&followed, &anew);
        }
    }
}

/// Consumers of one service, each in a VPC of its own with an instance.
#[test]
fn what_an_edit_does_not_concern_is_not_laid_out_again() {
    let document = many_consumers(50);
    let mut followed = arrangement(&document);
    let before = followed.kept.clone();
    let mut transaction = Transaction::new("Delete");
    transaction.set_resource(&document, &"vpce-00007".into(), None);
    let document = document.with(&transaction);
    followed.follow(&document, &transaction);
    assert_eq!(followed, arrangement(&document));
    let same = followed.kept.same_as(&before);
    assert_eq!(same, 49);
}

#[test]
fn what_was_a_vpc_leaves_no_zone_behind() {
    let vpc = json!({"Kind": "Vpc"});
    let subnet = json!({"Kind": "Subnet", "VpcId": "vpc", "AvailabilityZoneId": "use1-az1"});
    let document = joined(&[], json!({"vpc": vpc, "subnet": subnet}));
    let mut followed = arrangement(&document);
    let mut transaction = Transaction::new("Change");
    let other = joined(&[], json!({"vpc": {"Kind": "Subnet"}}));
    let became = other.resource(&"vpc".into()).cloned();
    transaction.set_resource(&document, &"vpc".into(), became);
    transaction.set_resource(&document, &"subnet".into(), None);
    let document = document.with(&transaction);
    followed.follow(&document, &transaction);
    assert_eq!(followed, arrangement(&document));
}
