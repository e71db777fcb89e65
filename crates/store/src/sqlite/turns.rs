//! Turns: received, answered, read back.

use async_trait::async_trait;
use domain::{Answer, ConversationId, Turn, TurnId, TurnStatus};
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;

use super::{SqliteStore, alerts, preferences, row};
use crate::{Completion, NewTurn, Received, StateChange, StoreError, Turns, record};

#[async_trait]
impl Turns for SqliteStore {
    async fn receive_turn(&self, new: &NewTurn) -> Result<Received, StoreError> {
        let mut transaction = self.begin().await?;
        let received = receive(&mut transaction, new).await?;
        transaction.commit().await?;
        Ok(received)
    }

    async fn complete_turn(&self, completion: &Completion) -> Result<Turn, StoreError> {
        let mut transaction = self.begin().await?;
        let turn = complete(&mut transaction, completion).await?;
        transaction.commit().await?;
        Ok(turn)
    }

    async fn give_notice(&self, new: &NewTurn, completion: &Completion) -> Result<Received, StoreError> {
        let mut transaction = self.begin().await?;
        let mut received = receive(&mut transaction, new).await?;
        if !received.repeated {
            received.turn = complete(&mut transaction, completion).await?;
        }
        transaction.commit().await?;
        Ok(received)
    }

    async fn turn(&self, id: TurnId) -> Result<Option<Turn>, StoreError> {
        let row = sqlx::query("SELECT * FROM turns WHERE id = ?").bind(id.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| turn(&row)).transpose()
    }

    async fn revise_answer(&self, id: TurnId, answer: &Answer) -> Result<Option<Turn>, StoreError> {
        let mut transaction = self.begin().await?;
        let row =
            sqlx::query("UPDATE turns SET outcome = ? WHERE id = ? AND status = 'answered' RETURNING *")
                .bind(record::write_answer(answer))
                .bind(id.to_string())
                .fetch_optional(&mut *transaction)
                .await?;
        transaction.commit().await?;
        row.map(|row| turn(&row)).transpose()
    }

    async fn turns_after(&self, id: ConversationId, after: i64, limit: u32) -> Result<Vec<Turn>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM turns WHERE conversation = ? AND sequence > ? ORDER BY sequence LIMIT ?",
        )
        .bind(id.to_string())
        .bind(after)
        .bind(limit);
        row::all(&rows.fetch_all(&self.reader).await?, turn)
    }

    async fn turns_before(
        &self,
        id: ConversationId,
        before: i64,
        limit: u32,
    ) -> Result<Vec<Turn>, StoreError> {
        let rows = sqlx::query(
            "SELECT * FROM turns WHERE conversation = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?",
        )
        .bind(id.to_string())
        .bind(before)
        .bind(limit);
        let mut turns = row::all(&rows.fetch_all(&self.reader).await?, turn)?;
        turns.reverse();
        Ok(turns)
    }

    async fn next_unanswered(&self, id: ConversationId) -> Result<Option<Turn>, StoreError> {
        let row = sqlx::query(
            "SELECT * FROM turns WHERE conversation = ? AND status = 'received' ORDER BY sequence LIMIT 1",
        )
        .bind(id.to_string());
        row.fetch_optional(&self.reader).await?.map(|row| turn(&row)).transpose()
    }

    async fn waiting_conversations(&self) -> Result<Vec<ConversationId>, StoreError> {
        let rows = sqlx::query(
            "SELECT conversation FROM turns WHERE status = 'received'
             GROUP BY conversation ORDER BY MIN(received_at), conversation",
        );
        row::all(&rows.fetch_all(&self.reader).await?, |row| row::id(row, "conversation"))
    }
}

/// Writes the turn down at the end of its conversation, unless its event is known.
async fn receive(database: &mut SqliteConnection, new: &NewTurn) -> Result<Received, StoreError> {
    let conversation = new.conversation.to_string();
    let known = sqlx::query("SELECT * FROM turns WHERE conversation = ? AND event = ?")
        .bind(&conversation)
        .bind(new.event.to_string())
        .fetch_optional(&mut *database)
        .await?;
    if let Some(known) = known {
        return Ok(Received { turn: turn(&known)?, repeated: true });
    }
    let row = sqlx::query(
        "INSERT INTO turns (id, conversation, sequence, event, touchpoint, input, language, status, received_at)
         SELECT ?1, id, (SELECT COALESCE(MAX(sequence), 0) + 1 FROM turns WHERE conversation = ?2), ?3, ?4, ?5, ?6,
             'received', ?7
         FROM conversations WHERE id = ?2
         RETURNING *",
    )
    .bind(new.id.to_string())
    .bind(&conversation)
    .bind(new.event.to_string())
    .bind(new.touchpoint.map(|id| id.to_string()))
    .bind(record::write_input(&new.input))
    .bind(record::write_language(new.language))
    .bind(new.received_at.as_microsecond())
    .fetch_optional(&mut *database)
    .await?;
    let row = row.ok_or(StoreError::Missing("conversation"))?;
    Ok(Received { turn: turn(&row)?, repeated: false })
}

/// Ends the turn, unless it has ended already.
async fn complete(database: &mut SqliteConnection, completion: &Completion) -> Result<Turn, StoreError> {
    let id = completion.turn.to_string();
    let (status, outcome) = match &completion.outcome {
        Ok(answer) => ("answered", record::write_answer(answer)),
        Err(problem) => ("failed", record::write_problem(problem)),
    };
    let ended = sqlx::query(
        "UPDATE turns SET status = ?, outcome = ?, language = ?, answered_at = ?, trace = ?
         WHERE id = ? AND status = 'received' RETURNING *",
    )
    .bind(status)
    .bind(outcome)
    .bind(record::write_language(completion.language))
    .bind(completion.answered_at.as_microsecond())
    .bind(&completion.trace)
    .bind(&id)
    .fetch_optional(&mut *database)
    .await?;
    let Some(ended) = ended else {
        let row = sqlx::query("SELECT * FROM turns WHERE id = ?").bind(&id).fetch_optional(database).await?;
        return turn(&row.ok_or(StoreError::Missing("turn"))?);
    };
    let turn = turn(&ended)?;
    if let StateChange::Set(state) = &completion.state {
        sqlx::query("UPDATE conversations SET state = ? WHERE id = ?")
            .bind(state)
            .bind(turn.conversation.to_string())
            .execute(&mut *database)
            .await?;
    }
    for alert in &completion.new_alerts {
        alerts::add(database, alert).await?;
    }
    for stop in &completion.stopped_alerts {
        alerts::stop(database, stop).await?;
    }
    for id in &completion.forgotten_preferences {
        preferences::forget(database, turn.conversation, *id).await?;
    }
    for preference in &completion.new_preferences {
        preferences::keep(database, preference).await?;
    }
    Ok(turn)
}

fn turn(row: &SqliteRow) -> Result<Turn, StoreError> {
    let outcome = || row::column::<&str>(row, "outcome");
    let status = match row::column(row, "status")? {
        "received" => TurnStatus::Received,
        "answered" => TurnStatus::Answered(record::read_answer(outcome()?)?),
        "failed" => TurnStatus::Failed(record::read_problem(outcome()?)?),
        status => return Err(StoreError::Damaged(format!("turn status {status:?}"))),
    };
    Ok(Turn {
        id: row::id(row, "id")?,
        conversation: row::id(row, "conversation")?,
        sequence: row::column(row, "sequence")?,
        event: row::id(row, "event")?,
        touchpoint: row::optional_id(row, "touchpoint")?,
        input: record::read_input(row::column(row, "input")?)?,
        language: record::read_language(row::column(row, "language")?)?,
        status,
        received_at: row::time(row, "received_at")?,
        answered_at: row::optional_time(row, "answered_at")?,
        trace: row::column(row, "trace")?,
    })
}
