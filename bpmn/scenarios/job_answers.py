"""What the jobs of a scenario answer, and processes of other folders: what the file says, one after the other."""

from bpmn.engine.effects import RunJob, StartChild
from bpmn.engine.events import ChildDone, ChildFailed, Event, JobDone, JobFailed, JobThrew
from bpmn.scenarios.model import JobResult, Jobs
from bpmn.scenarios.stuck import Stuck


class JobAnswers:
    """Answers by job type, or by ``type@INSTITUTION``, which goes first; the last one lasts.

    A process of another folder answers a call in the same way, under its id.
    """

    def __init__(self, jobs: Jobs) -> None:
        self._answers: dict[str, list[JobResult]] = {}
        self.change(jobs)

    def change(self, jobs: Jobs) -> None:
        """From now on jobs of these types answer like this."""
        for job_type, results in jobs.items():
            self._answers[job_type] = list(results)

    def answer(self, job: RunJob, institution: str) -> Event:
        """Give the next answer to a job; a job that the scenario does not know is an end."""
        result = self._next(job.job_type, institution)
        if result is None:
            raise Stuck(f"the scenario does not say what the job {job.job_type!r} answers")
        if result.throws:
            return JobThrew(job.job_id, result.throws)
        if result.fails:
            return JobFailed(job.job_id, result.fails)
        return JobDone(job.job_id, dict(result.returns))

    def answer_call(self, call: StartChild, institution: str) -> Event | None:
        """Give the next answer of a process that is not in the folder; none where the scenario gives none."""
        result = self._next(call.process_id, institution)
        if result is None:
            return None
        if result.throws:
            return ChildFailed(call.child_id, "error", result.throws)
        if result.fails:
            return ChildFailed(call.child_id, "cancelled", message=result.fails)
        return ChildDone(call.child_id, dict(result.returns))

    def _next(self, name: str, institution: str) -> JobResult | None:
        answers = self._answers.get(f"{name}@{institution}") or self._answers.get(name)
        if not answers:
            return None
        return answers.pop(0) if len(answers) > 1 else answers[0]
