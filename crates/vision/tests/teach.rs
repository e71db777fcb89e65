//! Teaching through its door, on generated vectors: whether what is told is true, not how well photos are told apart.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use vision::teach::{Example, Head, KeptError, Lesson, Recogniser, Share, Taught, TeachError, Why, teach};

const WIDTH: usize = 48;

/// Vectors in a narrow cone, around the middle of a class.
struct World {
    chance: ChaCha8Rng,
    shared: Vec<f32>,
    middles: Vec<Vec<f32>>,
    noise: f32,
}

impl World {
    fn new(classes: usize, noise: f32) -> Self {
        let mut world =
            Self { chance: ChaCha8Rng::seed_from_u64(3), shared: Vec::new(), middles: Vec::new(), noise };
        world.shared = (0..WIDTH).map(|_| 2.0 + 0.3 * world.normal()).collect();
        world.middles = (0..classes).map(|_| (0..WIDTH).map(|_| world.normal()).collect()).collect();
        world
    }

    fn normal(&mut self) -> f32 {
        (0..4).map(|_| self.chance.next_u32() as f32 / u32::MAX as f32 - 0.5).sum::<f32>() * 3.0_f32.sqrt()
    }

    fn photo(&mut self, class: usize) -> Vec<f32> {
        let middle = self.middles[class].clone();
        (0..WIDTH).map(|at| (self.shared[at] + middle[at] + self.noise * self.normal()).max(0.0)).collect()
    }

    /// So many photos of each class, named by their place.
    fn photos(&mut self, counts: &[usize]) -> Vec<(String, Vec<f32>)> {
        let classes = counts.iter().enumerate().flat_map(|(class, count)| std::iter::repeat_n(class, *count));
        classes.collect::<Vec<_>>().into_iter().map(|class| (name(class), self.photo(class))).collect()
    }

    /// What belongs nowhere.
    fn strangers(&mut self, count: usize) -> Vec<Vec<f32>> {
        let mut world = (0..count).map(|_| {
            let middle: Vec<f32> = (0..WIDTH).map(|_| self.normal()).collect();
            (0..WIDTH)
                .map(|at| (self.shared[at] + middle[at] + self.noise * self.normal()).max(0.0))
                .collect()
        });
        world.by_ref().collect()
    }
}

fn name(class: usize) -> String {
    format!("class {class:02}")
}

fn taught(photos: &[(String, Vec<f32>)], background: &[Vec<f32>]) -> Result<Lesson, TeachError> {
    let examples: Vec<Example> =
        photos.iter().map(|(class, vector)| Example { class, vector: vector.as_slice() }).collect();
    let background: Vec<&[f32]> = background.iter().map(Vec::as_slice).collect();
    teach(Taught { examples: &examples, background: &background })
}

#[test]
fn five_photos_a_class_make_a_recogniser_that_knows_how_good_it_is() {
    for noise in [0.6, 1.2, 2.0] {
        let mut world = World::new(12, noise);
        let photos = world.photos(&[5; 12]);
        let lesson = taught(&photos, &world.strangers(100)).unwrap();
        let mut right = 0;
        let mut surprise = 0.0;
        for at in 0..1_200 {
            let found = lesson.recogniser.recognise(&world.photo(at % 12)).unwrap();
            right += usize::from(found.likely[0].0 == at % 12);
            surprise += found.likely[0].1 - f32::from(u8::from(found.likely[0].0 == at % 12));
            assert!((found.likely.iter().map(|(_, share)| share).sum::<f32>() - 1.0).abs() < 1e-4);
            assert!(found.likely.is_sorted_by(|a, b| a.1 >= b.1));
        }
        let fresh = right as f32 / 1_200.0;
        let told = lesson.report.right;
        assert!(
            told.from - 0.03 <= fresh && fresh <= told.to + 0.03,
            "noise {noise}: told {told:?}, and of fresh ones {fresh}"
        );
        assert!((surprise / 1_200.0).abs() < 0.12, "noise {noise}: as sure as it is right: {surprise}");
    }
}

#[test]
fn none_of_these_is_told_about_as_often_as_the_report_says() {
    let mut world = World::new(10, 0.8);
    let photos = world.photos(&[8; 10]);
    let lesson = taught(&photos, &world.strangers(300)).unwrap();
    let report = &lesson.report;
    let refused = |vectors: Vec<Vec<f32>>| {
        let none = vectors.iter().filter(|vector| lesson.recogniser.recognise(vector).unwrap().none).count();
        none as f32 / vectors.len() as f32
    };
    let strange = refused(world.strangers(500));
    let background = report.refused_background.unwrap().share();
    assert!(strange > 0.8 && (strange - background).abs() < 0.1, "{strange}, told {background}");
    let own = refused((0..500).map(|at| world.photo(at % 10)).collect());
    assert!(own < 0.15 && (1.0 - own - report.kept.share()).abs() < 0.1, "{own}, told {:?}", report.kept);
    // Without a background, classes that were left out teach what is strange.
    let lesson = taught(&photos, &[]).unwrap();
    assert!(
        lesson.report.refused_background.is_none() && lesson.report.refused_classes.unwrap().share() > 0.8
    );
    let none = world.strangers(500).iter().filter(|v| lesson.recogniser.recognise(v).unwrap().none).count();
    assert!(none > 350, "{none} of 500");
}

#[test]
fn the_better_head_is_taken_and_the_simpler_when_both_are_as_good() {
    let mut world = World::new(4, 0.3);
    assert_eq!(taught(&world.photos(&[6; 4]), &[]).unwrap().report.head, Head::Prototype);
    // Two classes differ in one number that a loud one hides: middles are no use, weights are.
    let mut chance = World::new(2, 1.0);
    let photos: Vec<(String, Vec<f32>)> = (0..80)
        .map(|at| {
            let mut vector = vec![0.0; 8];
            vector[0] = 8.0 * chance.normal();
            vector[1] = if at % 2 == 0 { 1.0 } else { -1.0 } + 0.2 * chance.normal();
            vector[2] = 3.0;
            (name(at % 2), vector)
        })
        .collect();
    let lesson = taught(&photos, &[]).unwrap();
    assert_eq!(lesson.report.head, Head::Linear);
    assert!(lesson.report.right.share() > 0.9, "{:?}", lesson.report.right);
    let again = Recogniser::from_bytes(&lesson.recogniser.to_bytes()).unwrap();
    assert_eq!(again, lesson.recogniser);
}

#[test]
fn the_report_shows_where_to_look() {
    let mut world = World::new(5, 0.5);
    let mut photos = world.photos(&[10, 10, 10, 10, 3]);
    // One under a wrong name, one under two names, and one of something else.
    photos[3].1 = world.photo(2);
    let twice = photos[12].1.iter().map(|number| number * 1.5).collect();
    photos.push((name(3), twice));
    photos[25].1 = world.strangers(1).remove(0);
    let report = taught(&photos, &[]).unwrap().report;
    let doubts: Vec<_> = report.doubts.iter().map(|doubt| (doubt.photo, doubt.why)).collect();
    let has = |photo: usize, wanted: &dyn Fn(Why) -> bool| {
        assert!(doubts.iter().any(|(at, why)| *at == photo && wanted(*why)), "{photo}: {doubts:?}");
    };
    has(3, &|why| matches!(why, Why::Elsewhere { class: 2, probability } if probability > 0.6));
    has(12, &|why| matches!(why, Why::Same { photo: 43, similarity } if similarity > 0.999));
    has(43, &|why| matches!(why, Why::Same { photo: 12, .. }));
    has(25, &|why| matches!(why, Why::Outlier { .. }));
    assert!(doubts.len() < 10, "{doubts:?}");
    assert_eq!(
        report.classes.iter().map(|class| class.too_few).collect::<Vec<_>>(),
        [false, false, false, false, true]
    );
    let counts: Vec<usize> = report.confusion.iter().map(|row| row.iter().sum()).collect();
    assert_eq!(counts, [10, 10, 10, 11, 3]);
    for (at, class) in report.classes.iter().enumerate() {
        assert_eq!(class.photos, counts[at]);
        assert!((class.recall - report.confusion[at][at] as f32 / counts[at] as f32).abs() < 1e-6);
    }
}

#[test]
fn the_same_photos_give_the_same_lesson() {
    let mut world = World::new(6, 1.0);
    let photos = world.photos(&[7; 6]);
    let one = taught(&photos, &[]).unwrap().recogniser.to_bytes();
    assert!(one == taught(&photos, &[]).unwrap().recogniser.to_bytes());
}

#[test]
fn what_cannot_be_taught_is_refused() {
    let photo = |class: &str, vector: &[f32]| (class.to_owned(), vector.to_vec());
    let (a, b) = (photo("a", &[1.0, 0.0]), photo("b", &[0.0, 1.0]));
    for (photos, background, error) in [
        (vec![], vec![], TeachError::Classes(0)),
        (vec![a.clone(), a.clone()], vec![], TeachError::Classes(1)),
        (vec![a.clone(), b.clone()], vec![], TeachError::Photos),
        (vec![a.clone(), b.clone(), photo("b", &[1.0])], vec![], TeachError::Vector(2)),
        (vec![a.clone(), b.clone(), photo("b", &[0.0, 0.0])], vec![], TeachError::Vector(2)),
        (vec![a.clone(), b.clone(), photo("b", &[f32::NAN, 0.0])], vec![], TeachError::Vector(2)),
        (vec![a.clone(), b.clone(), b.clone()], vec![vec![1.0, 2.0, 3.0]], TeachError::Background(0)),
        (vec![photo("a", &[]), photo("b", &[]), photo("b", &[])], vec![], TeachError::Vector(0)),
    ] {
        assert_eq!(taught(&photos, &background).unwrap_err(), error);
    }
    let many: Vec<_> = (0..1_001).map(|class| photo(&name(class), &[1.0])).collect();
    assert!(matches!(taught(&many, &[]), Err(TeachError::TooMany { .. })));
    // All the same under two names: nothing to tell apart, and no panic.
    let same =
        taught(&[a.clone(), photo("b", &[1.0, 0.0]), a.clone(), photo("b", &[2.0, 0.0])], &[]).unwrap();
    assert!(same.recogniser.recognise(&[1.0, 0.0]).is_some());
    assert!(
        same.recogniser.recognise(&[1.0]).is_none() && same.recogniser.recognise(&[f32::NAN, 1.0]).is_none()
    );
}

#[test]
fn damaged_bytes_are_refused() {
    let mut world = World::new(2, 1.0);
    let bytes = taught(&world.photos(&[3, 3]), &[]).unwrap().recogniser.to_bytes();
    for length in 0..bytes.len() {
        assert!(Recogniser::from_bytes(&bytes[..length]).is_err(), "cut after {length}");
    }
    for at in 0..bytes.len() {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x41;
        assert!(Recogniser::from_bytes(&bytes).is_err(), "byte {at}");
    }
    assert_eq!(Recogniser::from_bytes(b"something else"), Err(KeptError::Unknown));
}

#[test]
fn shares_have_wilsons_interval() {
    let share = Share::new(9, 10);
    assert!(
        (share.share() - 0.9).abs() < 1e-6
            && (share.from - 0.596).abs() < 1e-3
            && (share.to - 0.982).abs() < 1e-3
    );
    assert_eq!(Share::new(0, 0).share(), 0.0);
}
