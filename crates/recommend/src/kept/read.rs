//! Reading.

use std::collections::HashMap;
use std::str::FromStr;

use faer::MatRef;
use jiff::Timestamp;
use safetensors::{Dtype, SafeTensors};

use super::{ModelError, TOLD, VERSION};
use crate::choose::Piece;
use crate::factors::{Factors, LANES};
use crate::interactions::Sparse;
use crate::learn::popularity::Popularity;
use crate::learn::{als, ease, neighbours, warp};
use crate::model::{Model, Report, ReportLine, places};

struct Reader<'a> {
    tensors: SafeTensors<'a>,
    told: HashMap<&'a str, &'a str>,
    items: usize,
}

impl Model {
    /// From a file's bytes.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ModelError> {
        let (_, metadata) = SafeTensors::read_metadata(bytes)?;
        let metadata = metadata.metadata().clone().unwrap_or_default();
        let told: HashMap<&str, &str> = metadata
            .get(TOLD)
            .into_iter()
            .flat_map(|told| told.lines())
            .filter_map(|line| line.split_once(' '))
            .collect();
        let version = told.get("version").copied().unwrap_or_default();
        if version != VERSION {
            return Err(ModelError::Version(version.to_owned()));
        }
        let mut reader = Reader { tensors: SafeTensors::deserialize(bytes)?, told, items: 0 };
        let ids = reader.ids()?;
        reader.items = ids.len();
        let count: usize = reader.told("parts", 0)?;
        let parts = (0..count.min(16)).map(|at| reader.part(at)).collect::<Result<_, _>>()?;
        let learnt_at: Timestamp = reader.told("learnt_at", 0)?;
        Ok(Self {
            places: places(&ids),
            ids,
            parts,
            neighbours: neighbours::Neighbours::from_sparse(&reader.square("near")?),
            next: neighbours::Neighbours::from_sparse(&reader.square("next")?),
            learnt_at,
            report: reader.report()?,
        })
    }
}

fn wrong(name: &str) -> ModelError {
    ModelError::Tensor(name.to_owned())
}

impl Reader<'_> {
    /// A word of the metadata.
    fn told<T: FromStr>(&self, key: &str, word: usize) -> Result<T, ModelError> {
        let line = self.told.get(key).ok_or_else(|| wrong(key))?;
        line.split(' ').nth(word).and_then(|word| word.parse().ok()).ok_or_else(|| wrong(key))
    }

    fn bytes(&self, name: &str, dtype: Dtype) -> Result<&[u8], ModelError> {
        let tensor = self.tensors.tensor(name).map_err(|_| wrong(name))?;
        if tensor.dtype() == dtype { Ok(tensor.data()) } else { Err(wrong(name)) }
    }

    fn floats(&self, name: &str) -> Result<Vec<f32>, ModelError> {
        let (numbers, _) = self.bytes(name, Dtype::F32)?.as_chunks();
        let numbers: Vec<f32> = numbers.iter().copied().map(f32::from_le_bytes).collect();
        if numbers.iter().all(|number| number.is_finite()) { Ok(numbers) } else { Err(wrong(name)) }
    }

    fn floats_of(&self, name: &str, length: usize) -> Result<Vec<f32>, ModelError> {
        let floats = self.floats(name)?;
        if floats.len() == length { Ok(floats) } else { Err(wrong(name)) }
    }

    fn numbers(&self, name: &str) -> Result<Vec<u32>, ModelError> {
        let (numbers, _) = self.bytes(name, Dtype::U32)?.as_chunks();
        Ok(numbers.iter().copied().map(u32::from_le_bytes).collect())
    }

    fn ids(&self) -> Result<Vec<String>, ModelError> {
        let text = std::str::from_utf8(self.bytes("ids", Dtype::U8)?).map_err(|_| wrong("ids"))?;
        let mut rest = text;
        let mut ids = Vec::new();
        for length in self.numbers("ids.lengths")? {
            let (id, after) = rest.split_at_checked(length as usize).ok_or_else(|| wrong("ids"))?;
            ids.push(id.to_owned());
            rest = after;
        }
        Ok(ids)
    }

    fn factors(&self, name: &str, rows: usize) -> Result<Factors, ModelError> {
        let shape = self.tensors.tensor(name).map_err(|_| wrong(name))?.shape().to_vec();
        let [height, width] = shape[..] else { return Err(wrong(name)) };
        if width == 0 || !width.is_multiple_of(LANES) || rows != height {
            return Err(wrong(name));
        }
        let mut factors = Factors::zeros(height, width);
        factors.values_mut().copy_from_slice(&self.floats_of(name, height * width)?);
        Ok(factors)
    }

    fn sparse(&self, name: &str, columns: usize) -> Result<Sparse, ModelError> {
        let lengths = self.numbers(&format!("{name}.lengths"))?;
        let places = self.numbers(&format!("{name}.columns"))?;
        let weights = self.floats(&format!("{name}.weights"))?;
        let sparse = Sparse::from_parts(columns, &lengths, places, weights).ok_or_else(|| wrong(name))?;
        if sparse.rows() == self.items { Ok(sparse) } else { Err(wrong(name)) }
    }

    fn square(&self, name: &str) -> Result<Sparse, ModelError> {
        self.sparse(name, self.items)
    }

    fn part(&self, at: usize) -> Result<(f32, Piece), ModelError> {
        let key = format!("part{at}");
        let share: f32 = self.told(&key, 0)?;
        let kind: String = self.told(&key, 1)?;
        let name = |what: &str| format!("{key}.{what}");
        let piece = match kind.as_str() {
            "popularity" => {
                Piece::Popularity(Popularity::from_scores(self.floats_of(&name("scores"), self.items)?))
            }
            "neighbours" => {
                Piece::Neighbours(neighbours::Neighbours::from_sparse(&self.square(&name("near"))?))
            }
            "ease-by-item" => Piece::EaseByItem(ease::by_item::Ease {
                items: self.items,
                weights: self.floats_of(&name("weights"), self.items * self.items)?,
            }),
            "ease-by-person" => Piece::EaseByPerson(self.ease_by_person(&name)?),
            "als" => {
                let items = self.factors(&name("items"), self.items)?;
                let settings = self.floats_of(&name("settings"), 4)?;
                let [confidence, regularization, growth, mean] = settings[..] else {
                    return Err(wrong(&key));
                };
                // What else would make equations without a solution.
                if confidence < 0.0 || regularization <= 0.0 || mean < 1.0 {
                    return Err(wrong(&key));
                }
                let costs = als::Costs { regularization, growth, mean };
                Piece::Als(als::FoldIn::from_parts(items, confidence, costs))
            }
            "warp" => {
                let (liked, asked) =
                    (self.factors(&name("liked"), self.items)?, self.factors(&name("asked"), self.items)?);
                if liked.width() != asked.width() {
                    return Err(wrong(&key));
                }
                let common = self.floats_of(&name("common"), self.items)?;
                Piece::Warp(warp::Warp { liked, asked, common })
            }
            _ => return Err(wrong(&key)),
        };
        Ok((share, piece))
    }

    fn ease_by_person(&self, name: &dyn Fn(&str) -> String) -> Result<ease::by_person::Ease, ModelError> {
        let people = self.floats(&name("people"))?;
        let count = people.len();
        let inverse = self.floats_of(&name("inverse"), count * count)?;
        Ok(ease::by_person::Ease {
            items: self.sparse(&name("items"), count)?,
            costs: self.floats_of(&name("costs"), self.items)?,
            inverse: MatRef::from_column_major_slice(&inverse, count, count).to_owned(),
            diagonal: self.floats_of(&name("diagonal"), self.items)?,
            people,
        })
    }

    fn report(&self) -> Result<Report, ModelError> {
        let mut lines = Vec::new();
        for at in 0.. {
            let key = format!("report{at}");
            if !self.told.contains_key(key.as_str()) {
                break;
            }
            lines.push(ReportLine {
                learner: self.told(&key, 0)?,
                share: self.told(&key, 1)?,
                ndcg: self.told(&key, 2)?,
                recall: self.told(&key, 3)?,
                coverage: self.told(&key, 4)?,
            });
        }
        let saving = |at: usize| self.told.get(format!("saving{at}").as_str()).copied();
        let savings = (0..).map_while(saving).map(|told| told.parse().map_err(|()| wrong("saving")));
        Ok(Report {
            savings: savings.collect::<Result<_, _>>()?,
            people: self.told("report", 0)?,
            items: self.told("report", 1)?,
            events: self.told("report", 2)?,
            tried: self.told("report", 3)?,
            lines,
        })
    }
}
