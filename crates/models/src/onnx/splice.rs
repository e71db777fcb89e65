//! Operations put between two of a graph's own, while its file is read.
//!
//! An ONNX file is one protobuf message, and two such messages behind each other are read as one with the fields of
//! both, so new operations need only be written behind the file. What they stand in for keeps its name, and its maker
//! in the file gets another one of the same length.

use prost::Message;

/// What is added to a graph.
#[derive(Clone, Debug, Default)]
pub struct Splice {
    graph: GraphProto,
    intercepted: Vec<String>,
}

impl Splice {
    /// From now on the graph reads what an added operation calls `value`; the name of what it read until now comes back.
    pub fn intercept(&mut self, value: &str) -> String {
        self.intercepted.push(value.to_owned());
        hidden(value)
    }

    /// Whole numbers, as a row. Gives the name back.
    pub fn constant<'a>(&mut self, name: &'a str, numbers: &[i64]) -> &'a str {
        self.graph.initializer.push(TensorProto {
            dims: vec![numbers.len() as i64],
            data_type: INT64,
            int64_data: numbers.to_vec(),
            name: name.to_owned(),
        });
        name
    }

    /// A row of one number that the graph is given from now on. Gives the name back.
    pub fn input<'a>(&mut self, name: &'a str) -> &'a str {
        let shape = ShapeProto { dim: vec![DimensionProto { dim_value: 1 }] };
        let tensor_type = TensorTypeProto { elem_type: FLOAT, shape: Some(shape) };
        let r#type = Some(TypeProto { tensor_type: Some(tensor_type) });
        self.graph.input.push(ValueInfoProto { name: name.to_owned(), r#type });
        name
    }

    /// An operation of ONNX's own set without attributes. Gives the name of its output back.
    pub fn operation<'a>(&mut self, op_type: &str, inputs: &[&str], output: &'a str) -> &'a str {
        self.graph.node.push(NodeProto {
            input: inputs.iter().map(|input| (*input).to_owned()).collect(),
            output: vec![output.to_owned()],
            name: output.to_owned(),
            op_type: op_type.to_owned(),
        });
        output
    }

    /// The bytes of a file with the splice in it; none when the file is not the graph it was made for.
    pub fn apply(&self, mut file: Vec<u8>) -> Option<Vec<u8>> {
        for value in &self.intercepted {
            let made = output_field(value);
            let mut places = memchr::memmem::find_iter(&file, &made);
            let place = places.next()?;
            if places.next().is_some() {
                return None;
            }
            file[place..place + made.len()].copy_from_slice(&output_field(&hidden(value)));
        }
        let added = ModelProto { graph: Some(self.graph.clone()) };
        added.encode(&mut file).expect("a vector grows as far as needed");
        Some(file)
    }
}

/// A name of the same length that no exporter gives.
fn hidden(value: &str) -> String {
    let mut name = String::from("~");
    name.extend(value.chars().skip(1));
    name
}

/// How a node's file entry names what it makes.
fn output_field(value: &str) -> Vec<u8> {
    NodeProto { output: vec![value.to_owned()], ..NodeProto::default() }.encode_to_vec()
}

const FLOAT: i32 = 1;
const INT64: i32 = 7;

// The parts of onnx.proto that are written here, with its names and field numbers.

#[derive(Clone, PartialEq, Message)]
struct ModelProto {
    #[prost(message, optional, tag = "7")]
    graph: Option<GraphProto>,
}

#[derive(Clone, PartialEq, Message)]
struct GraphProto {
    #[prost(message, repeated, tag = "1")]
    node: Vec<NodeProto>,
    #[prost(message, repeated, tag = "5")]
    initializer: Vec<TensorProto>,
    #[prost(message, repeated, tag = "11")]
    input: Vec<ValueInfoProto>,
}

#[derive(Clone, PartialEq, Message)]
struct ValueInfoProto {
    #[prost(string, tag = "1")]
    name: String,
    #[prost(message, optional, tag = "2")]
    r#type: Option<TypeProto>,
}

#[derive(Clone, PartialEq, Message)]
struct TypeProto {
    #[prost(message, optional, tag = "1")]
    tensor_type: Option<TensorTypeProto>,
}

#[derive(Clone, PartialEq, Message)]
struct TensorTypeProto {
    #[prost(int32, tag = "1")]
    elem_type: i32,
    #[prost(message, optional, tag = "2")]
    shape: Option<ShapeProto>,
}

#[derive(Clone, PartialEq, Message)]
struct ShapeProto {
    #[prost(message, repeated, tag = "1")]
    dim: Vec<DimensionProto>,
}

#[derive(Clone, PartialEq, Message)]
struct DimensionProto {
    #[prost(int64, tag = "1")]
    dim_value: i64,
}

#[derive(Clone, PartialEq, Message)]
struct NodeProto {
    #[prost(string, repeated, tag = "1")]
    input: Vec<String>,
    #[prost(string, repeated, tag = "2")]
    output: Vec<String>,
    #[prost(string, tag = "3")]
    name: String,
    #[prost(string, tag = "4")]
    op_type: String,
}

#[derive(Clone, PartialEq, Message)]
struct TensorProto {
    #[prost(int64, repeated, tag = "1")]
    dims: Vec<i64>,
    #[prost(int32, tag = "2")]
    data_type: i32,
    #[prost(int64, repeated, tag = "7")]
    int64_data: Vec<i64>,
    #[prost(string, tag = "8")]
    name: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: &[(&str, &str, &str)]) -> Vec<u8> {
        let node = nodes.iter().map(|(op_type, input, output)| NodeProto {
            input: vec![(*input).to_owned()],
            output: vec![(*output).to_owned()],
            name: String::new(),
            op_type: (*op_type).to_owned(),
        });
        let graph = GraphProto { node: node.collect(), initializer: Vec::new() };
        ModelProto { graph: Some(graph) }.encode_to_vec()
    }

    #[test]
    fn an_operation_stands_between_two_others() {
        let mut splice = Splice::default();
        let loud = splice.intercept("loud");
        let two = splice.constant("two", &[2]);
        splice.operation("Div", &[&loud, two], "loud");

        let file = graph(&[("Exp", "in", "loud"), ("Neg", "loud", "out")]);
        let spliced = ModelProto::decode(splice.apply(file).unwrap().as_slice()).unwrap().graph.unwrap();
        let nodes: Vec<_> = spliced
            .node
            .iter()
            .map(|n| (n.op_type.as_str(), n.input.join(" "), n.output.join(" ")))
            .collect();
        assert_eq!(
            nodes,
            [
                ("Exp", "in".into(), "~oud".into()),
                ("Neg", "loud".into(), "out".into()),
                ("Div", "~oud two".into(), "loud".to_string()),
            ]
        );
        assert_eq!(spliced.initializer[0].int64_data, [2]);

        assert_eq!(splice.apply(graph(&[("Neg", "in", "out")])), None, "nothing makes that value");
        let twice = [("Exp", "in", "loud"), ("Neg", "in", "loud")];
        assert_eq!(splice.apply(graph(&twice)), None, "two make that value");
    }
}
