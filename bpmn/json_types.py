"""The JSON values that variables, effects and states are made of."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Variables = dict[str, Json]
