//! ONNX Runtime: the shared library is opened at run time, and graphs are opened with it.
//!
//! The engines see plain `ndarray` tensors only, so the runtime's own types (a release candidate's) stay in this file.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ndarray::ArrayD;
use ort::environment::Environment;
use ort::operator::OperatorDomain;
use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};
use ort::session::{Session, SessionInputValue};

pub use channelwise::Channelwise;
pub use contents::Contents;
pub use own::Own;
pub use splice::{Attributes, Operation, Splice};
pub use stop::Stop;
pub use weights::GraphWeights;

mod channelwise;
mod contents;
mod convolve;
mod own;
mod proto;
mod splice;
mod stop;
mod weights;
pub(crate) mod write;

/// The runtime library. A process opens it once: later calls of [`OnnxRuntime::load`] share the first one,
/// whatever path they name.
#[derive(Clone, Debug)]
pub struct OnnxRuntime {
    environment: Environment,
}

/// A graph with its weights, ready to run. Runs of one graph wait for each other.
#[derive(Debug)]
pub struct Graph {
    path: PathBuf,
    session: Mutex<Session>,
}

/// What goes into a graph.
#[derive(Clone, Debug, PartialEq)]
pub enum Tensor {
    F32(ArrayD<f32>),
    I64(ArrayD<i64>),
}

#[derive(Debug, thiserror::Error)]
pub enum OnnxError {
    #[error("{path} is missing: run `ieum models pull`")]
    Missing { path: PathBuf },
    #[error("{path} is not an ONNX Runtime library for this machine ({reason}): run `ieum models verify`")]
    Library { path: PathBuf, reason: String },
    #[error("{path} is not a graph that ONNX Runtime can open ({reason}): run `ieum models verify`")]
    Graph { path: PathBuf, reason: String },
    #[error("{path} failed while running: {reason}")]
    Run { path: PathBuf, reason: String },
    #[error("it was no longer wanted")]
    Stopped,
}

impl OnnxRuntime {
    pub fn load(library: &Path) -> Result<Self, OnnxError> {
        // The library forbids a second environment in one process, so the first lives as long as the process does.
        static LOADED: Mutex<Option<Environment>> = Mutex::new(None);
        let mut loaded = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(environment) = &*loaded {
            return Ok(Self { environment: environment.clone() });
        }
        let file = present(library)?;
        let refused = |reason: String| OnnxError::Library { path: library.into(), reason };
        let environment = ort::init_from(file)
            .map_err(|error| refused(error.to_string()))?
            .with_telemetry(false)
            .build()
            .map_err(|error| refused(error.to_string()))?;
        *loaded = Some(environment.clone());
        Ok(Self { environment })
    }

    /// Opens a graph that computes each of its steps on this many threads.
    pub fn open(&self, graph: &Path, threads: usize) -> Result<Graph, OnnxError> {
        let file = present(graph)?;
        let session = self.builder(threads).and_then(|mut builder| builder.commit_from_file(file));
        opened(graph, session)
    }

    /// The same for a graph whose inputs always have the same shape.
    pub fn open_fixed(&self, graph: &Path, threads: usize) -> Result<Graph, OnnxError> {
        let file = present(graph)?;
        let builder = self.builder(threads).and_then(|builder| Ok(builder.with_memory_pattern(true)?));
        opened(graph, builder.and_then(|mut builder| builder.commit_from_file(file)))
    }

    /// The same, changed. `splice` sees what is in the file; it is opened as it is when there is nothing to change, or
    /// when the change does not fit it.
    pub fn open_with(
        &self,
        graph: &Path,
        threads: usize,
        splice: impl FnOnce(&Contents<'_>) -> Option<Splice>,
    ) -> Result<Graph, OnnxError> {
        let unreadable =
            |error: io::Error| OnnxError::Graph { path: graph.into(), reason: error.to_string() };
        let file = std::fs::read(present(graph)?).map_err(unreadable)?;
        let splice = Contents::read(&file).as_ref().and_then(splice);
        let spliced = splice.and_then(|splice| Some((splice.apply(&file)?, splice)));
        let Some((spliced, splice)) = spliced else {
            tracing::info!(graph = %graph.display(), "another graph than expected: opened as it is");
            return self.open(graph, threads);
        };
        drop(file);
        let session =
            self.with_own(&splice, threads).and_then(|mut builder| builder.commit_from_memory(&spliced));
        opened(graph, session)
    }

    fn with_own(&self, splice: &Splice, threads: usize) -> Result<SessionBuilder, ort::Error> {
        let mut domain = OperatorDomain::new(own::DOMAIN)?;
        for own in &splice.own {
            domain = own.register(domain)?;
        }
        Ok(self.builder(threads)?.with_operators(domain)?)
    }

    fn builder(&self, threads: usize) -> Result<SessionBuilder, ort::Error> {
        Ok(Session::builder(&self.environment)?
            .with_optimization_level(GraphOptimizationLevel::Level3)?
            .with_intra_threads(threads)?
            // Threads that spin wait less for each other, but between two runs the other engine needs the cores.
            .with_intra_op_spinning(true)?
            .with_config_entry("session.force_spinning_stop", "1")?
            // Every sentence and every chunk has another length: a remembered memory plan would never fit.
            .with_memory_pattern(false)?)
    }
}

fn opened(graph: &Path, session: Result<Session, ort::Error>) -> Result<Graph, OnnxError> {
    let session =
        session.map_err(|error| OnnxError::Graph { path: graph.into(), reason: error.to_string() })?;
    Ok(Graph { path: graph.into(), session: Mutex::new(session) })
}

impl Graph {
    /// The names of what the graph is given.
    pub fn inputs(&self) -> Vec<String> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        session.inputs().iter().map(|input| input.name().to_owned()).collect()
    }

    /// How large this input is in each direction; -1 where that may be anything.
    pub fn shape(&self, input: &str) -> Option<Vec<i64>> {
        let session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let input = session.inputs().iter().find(|given| given.name() == input)?;
        input.dtype().tensor_shape().map(|shape| shape.to_vec())
    }

    /// Runs the graph; its `f32` outputs come back in the graph's own order.
    pub fn run<const N: usize>(&self, inputs: [(&str, Tensor); N]) -> Result<Vec<ArrayD<f32>>, OnnxError> {
        self.run_until(&Stop::default(), inputs)
    }

    /// The same, unless it is broken off before the end.
    pub fn run_until<const N: usize>(
        &self,
        stop: &Stop,
        inputs: [(&str, Tensor); N],
    ) -> Result<Vec<ArrayD<f32>>, OnnxError> {
        let outputs = self.outputs(stop, inputs);
        stop.end();
        match outputs {
            Ok(Some(outputs)) => Ok(outputs),
            Ok(None) => Err(OnnxError::Stopped),
            Err(_) if stop.is_stopped() => Err(OnnxError::Stopped),
            Err(error) => Err(OnnxError::Run { path: self.path.clone(), reason: error.to_string() }),
        }
    }

    fn outputs<const N: usize>(
        &self,
        stop: &Stop,
        inputs: [(&str, Tensor); N],
    ) -> Result<Option<Vec<ArrayD<f32>>>, ort::Error> {
        let mut named = Vec::with_capacity(N);
        for (name, tensor) in inputs {
            named.push((name, tensor.into_value()?));
        }
        let mut session = self.session.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(options) = stop.begin()? else { return Ok(None) };
        let outputs = session.run_with_options(named, &*options)?;
        outputs
            .values()
            .map(|output| Ok(output.try_extract_array::<f32>()?.to_owned()))
            .collect::<Result<_, _>>()
            .map(Some)
    }
}

impl Tensor {
    fn into_value(self) -> Result<SessionInputValue<'static>, ort::Error> {
        Ok(match self {
            Self::F32(array) => ort::value::Tensor::from_array(array)?.into(),
            Self::I64(array) => ort::value::Tensor::from_array(array)?.into(),
        })
    }
}

/// The absolute path of a file that is there: the runtime would look for a relative one beside the program.
fn present(path: &Path) -> Result<PathBuf, OnnxError> {
    path.canonicalize().map_err(|_| OnnxError::Missing { path: path.into() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_or_broken_library_says_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("libonnxruntime.so");
        let missing = OnnxRuntime::load(&path).unwrap_err();
        assert!(matches!(&missing, OnnxError::Missing { .. }), "{missing}");
        assert!(missing.to_string().contains("ieum models pull"), "{missing}");

        std::fs::write(&path, "not a library").unwrap();
        let broken = OnnxRuntime::load(&path).unwrap_err();
        assert!(matches!(&broken, OnnxError::Library { .. }), "{broken}");
        assert!(broken.to_string().contains("ieum models verify"), "{broken}");
    }
}
