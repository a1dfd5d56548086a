"""What can be refused of jobs: a case's and the scheduler's."""

from carelane.domain.errors.base import CarelaneError, NotFound


class ResultTooLarge(CarelaneError):
    """The job's answer is larger than a case can take: store it elsewhere and answer where it is."""

    code = "result_too_large"


class JobUnknown(NotFound):
    """There is no such job of the scheduler."""

    code = "job_unknown"
