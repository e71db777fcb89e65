//! Interactions that look like a large shop's: few people do much and many little, few items are liked by many, and
//! tastes come in a few directions. For speed only: the popular items win on it.

use std::collections::HashSet;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

use anyhow::{Context, Result};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use recommend::Interaction;

/// Directions of taste.
const TASTES: usize = 8;

/// Writes the number of people and items, then pairs, all 32 bits with the lowest byte first.
pub fn write(out: &Path, people: usize, items: usize, interactions: usize) -> Result<()> {
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(20));
    let popularity = Popularity::new(items);
    let item_tastes = chance.tastes(items);
    let counts = counts(&mut chance, people, items, interactions);
    let mut file = BufWriter::new(File::create(out).context("cannot write there")?);
    for number in [people as u32, items as u32] {
        file.write_all(&number.to_le_bytes())?;
    }
    let mut done = HashSet::new();
    for (person, count) in counts.into_iter().enumerate() {
        let taste = chance.tastes(1)[0];
        done.clear();
        while done.len() < count {
            let item = popularity.draw(chance.unit());
            let likes: f32 = taste.iter().zip(&item_tastes[item]).map(|(a, b)| a * b).sum();
            let kept = chance.unit() < 1.0 / (1.0 + (2.0 - 2.0 * f64::from(likes)).exp());
            if kept && done.insert(item) {
                file.write_all(&(person as u32).to_le_bytes())?;
                file.write_all(&(item as u32).to_le_bytes())?;
            }
        }
    }
    file.flush()?;
    Ok(())
}

/// People, items, and who did what.
pub fn read(file: &Path) -> Result<(usize, usize, Vec<Interaction>)> {
    let length = std::fs::metadata(file)?.len() as usize;
    let mut file = BufReader::new(File::open(file)?);
    let mut pair = || -> std::io::Result<[u32; 2]> {
        let mut bytes = [[0; 4]; 2];
        file.read_exact(bytes.as_flattened_mut())?;
        Ok(bytes.map(u32::from_le_bytes))
    };
    let [people, items] = pair()?;
    let mut entries = Vec::with_capacity(length / 8 - 1);
    for _ in 0..length / 8 - 1 {
        let [person, item] = pair()?;
        entries.push(Interaction { person, item, weight: 1.0 });
    }
    Ok((people as usize, items as usize, entries))
}

/// How much each person does: a long tail, at least 20, and the wanted number in all.
fn counts(chance: &mut Chance, people: usize, items: usize, interactions: usize) -> Vec<usize> {
    let sizes: Vec<f64> = (0..people).map(|_| (chance.normal() * 1.1).exp()).collect();
    let most = items as f64 / 4.0;
    let scale = (interactions as f64 - 20.0 * people as f64) / sizes.iter().sum::<f64>();
    sizes.iter().map(|size| 20 + (size * scale).min(most) as usize).collect()
}

/// Items by how many like them: the first most.
struct Popularity(Vec<f64>);

impl Popularity {
    fn new(items: usize) -> Self {
        let mut sum = 0.0;
        let sums = (0..items).map(|rank| {
            sum += ((rank + 30) as f64).powf(-1.0);
            sum
        });
        Self(sums.collect())
    }

    fn draw(&self, chance: f64) -> usize {
        let goal = chance * self.0.last().copied().unwrap_or_default();
        self.0.partition_point(|&sum| sum < goal).min(self.0.len() - 1)
    }
}

struct Chance(ChaCha8Rng);

impl Chance {
    fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    fn tastes(&mut self, count: usize) -> Vec<[f32; TASTES]> {
        (0..count).map(|_| std::array::from_fn(|_| self.normal() as f32 * 0.6)).collect()
    }
}
