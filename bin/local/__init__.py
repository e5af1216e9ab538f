"""
Everything that runs Regie on one machine: setting it up, showing it, testing it.

Here belongs what the commands in bin/ do. Here does not belong anything that a real installation runs: that is
deploy/ and the product itself. places, setup, node and assets use nothing but the standard library, because they run
before the virtual environment exists.
"""
