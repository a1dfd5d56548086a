"""What the jobs of a scenario answer: what the file says, one after the other."""

from bpmn.engine.effects import RunJob
from bpmn.engine.events import Event, JobDone, JobFailed, JobThrew
from bpmn.scenarios.model import JobResult, Jobs
from bpmn.scenarios.stuck import Stuck


class JobAnswers:
    """Answers by job type, or by ``type@INSTITUTION``, which goes first; the last one lasts."""

    def __init__(self, jobs: Jobs) -> None:
        self._answers: dict[str, list[JobResult]] = {}
        self.change(jobs)

    def change(self, jobs: Jobs) -> None:
        """From now on jobs of these types answer like this."""
        for job_type, results in jobs.items():
            self._answers[job_type] = list(results)

    def answer(self, job: RunJob, institution: str) -> Event:
        """Give the next answer to a job; a job that the scenario does not know is an end."""
        place = f"{job.job_type}@{institution}"
        answers = self._answers.get(place) or self._answers.get(job.job_type)
        if not answers:
            raise Stuck(f"the scenario does not say what the job {job.job_type!r} answers")
        result = answers.pop(0) if len(answers) > 1 else answers[0]
        if result.throws:
            return JobThrew(job.job_id, result.throws)
        if result.fails:
            return JobFailed(job.job_id, result.fails)
        return JobDone(job.job_id, dict(result.returns))
