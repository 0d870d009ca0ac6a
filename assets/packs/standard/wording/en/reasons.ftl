# Why a procedure is needed or not.  $label is a fact's name, $value the answer.

reason-needed = Needed
reason-not-needed = Not needed
reason-check-at-counter = We check at the counter
reason-undecided = Not decided yet

reason-answer = Because the answer to “{ $label }” was “{ $value }”.
reason-record = Because “{ $label }” is “{ $value }” on record.
reason-always = Everybody needs this.

reason-change-needed = If “{ $label }” were “{ $value }”, it would be needed.
reason-change-not-needed = If “{ $label }” were “{ $value }”, it would not be needed.
reason-change-check-at-counter = If “{ $label }” were “{ $value }”, we would check at the counter.
reason-change-undecided = If “{ $label }” were “{ $value }”, other questions would decide.

reason-date-from = { $value } or later
reason-date-until = { $value } or earlier
reason-count-from = { $value } or more
reason-count-until = { $value } or fewer
reason-between = { $first } to { $last }

reason-yes = Yes
reason-no = No
reason-dont-know = I don’t know
reason-declined = Not answered
reason-not-applicable = Does not apply
reason-date =
    { $day } { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
reason-month =
    { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
reason-money = { $value } yen
reason-of-item = { $label } ({ $name })
reason-both = { $first }, { $last }
reason-none = none

# The sheet of reasons.
reason-unchecked = This rule has not been compared with the law yet, so we check at the counter.
reason-sheet = What you need to do, what you need not do, and why
    .lead = This follows from your answers. If something is not right, please say so at the counter.
    .number = Your number: { $number }
    .page = Page { $page } of { $pages }
    .because = Why
    .otherwise = With another answer
    .practice = For practice only. Not valid for any procedure.
