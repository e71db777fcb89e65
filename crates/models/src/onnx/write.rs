//! A graph of our own, written as an ONNX file.

use prost::Message;

use super::proto::{
    ATTRIBUTE_INT, ATTRIBUTE_INTS, AttributeProto, DimensionProto, FLOAT, GraphProto, ModelProto, NodeProto,
    OperatorSetIdProto, ShapeProto, TensorProto, TensorTypeProto, TypeProto, ValueInfoProto,
};

/// The version of the file format, and of ONNX's own operations.
const FORMAT: i64 = 8;
const OPERATIONS: i64 = 17;

/// A graph while it is put together; operations are added in the order in which they are computed.
#[derive(Default)]
pub struct Drawing {
    graph: GraphProto,
}

/// What an operation is told besides its inputs.
#[derive(Clone, Copy)]
pub enum Setting<'a> {
    Number(i64),
    Numbers(&'a [i64]),
}

impl Drawing {
    pub fn new(name: &str) -> Self {
        Self { graph: GraphProto { name: name.to_owned(), ..GraphProto::default() } }
    }

    /// As many as one likes of something that has this shape.
    pub fn input(&mut self, name: &str, shape: &[usize]) {
        self.graph.input.push(value(name, shape));
    }

    pub fn output(&mut self, name: &str, shape: &[usize]) {
        self.graph.output.push(value(name, shape));
    }

    pub fn weight(&mut self, name: &str, shape: &[usize], numbers: &[f32]) {
        self.graph.initializer.push(TensorProto {
            dims: shape.iter().map(|length| *length as i64).collect(),
            data_type: FLOAT,
            name: name.to_owned(),
            raw_data: numbers.iter().flat_map(|number| number.to_le_bytes()).collect(),
            ..TensorProto::default()
        });
    }

    /// An operation, named like its output.
    pub fn operation(
        &mut self,
        op_type: &str,
        inputs: &[&str],
        settings: &[(&str, Setting<'_>)],
        output: &str,
    ) {
        self.graph.node.push(NodeProto {
            input: inputs.iter().map(|input| (*input).to_owned()).collect(),
            output: vec![output.to_owned()],
            name: output.to_owned(),
            op_type: op_type.to_owned(),
            attribute: settings.iter().map(|(name, setting)| setting.named(name)).collect(),
            ..NodeProto::default()
        });
    }

    /// The bytes of the file: the same for the same graph.
    pub fn finish(self) -> Vec<u8> {
        let own = OperatorSetIdProto { version: OPERATIONS, ..OperatorSetIdProto::default() };
        ModelProto { ir_version: FORMAT, graph: Some(self.graph), opset_import: vec![own] }.encode_to_vec()
    }
}

impl Setting<'_> {
    fn named(self, name: &str) -> AttributeProto {
        let attribute = AttributeProto { name: name.to_owned(), ..AttributeProto::default() };
        match self {
            Self::Number(i) => AttributeProto { i, r#type: ATTRIBUTE_INT, ..attribute },
            Self::Numbers(ints) => {
                AttributeProto { ints: ints.to_vec(), r#type: ATTRIBUTE_INTS, ..attribute }
            }
        }
    }
}

fn value(name: &str, shape: &[usize]) -> ValueInfoProto {
    let any = DimensionProto { dim_param: "count".to_owned(), ..DimensionProto::default() };
    let fixed = |length: &usize| DimensionProto { dim_value: *length as i64, ..DimensionProto::default() };
    let shape = ShapeProto { dim: std::iter::once(any).chain(shape.iter().map(fixed)).collect() };
    let tensor_type = TensorTypeProto { elem_type: FLOAT, shape: Some(shape) };
    ValueInfoProto { name: name.to_owned(), r#type: Some(TypeProto { tensor_type: Some(tensor_type) }) }
}
