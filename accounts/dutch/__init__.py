"""How Dutch is read and written, the same on every page: days, lists of names, and what people type in a form.

It stands in accounts because that is the lowest room: accounts, cases, meetings and the portal all write to people.
Not here: who exists (accounts.models), and any rule about a case. These modules know no table and no viewer.
"""
