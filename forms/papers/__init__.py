"""Papers beyond the forms, made of the same facts: lists and letters for the citizen, sheets for the clerk.

Each is a :class:`~forms.document.FilledForm`, so it is drawn and printed like a form.  A citizen's paper is set in
14 pt and more: it is read at home, often by somebody of eighty.
"""
