# A feed that says nothing for more than 120 seconds is an alarm; its next word clears it.
feed YZ01 rows=3
expect transfers_taken institution=YZ01 rows=3
feed YZ03
at +120s
tick
expect nothing
at +1ms
tick
expect feed_silent institution=YZ01
expect alarm_raised id=W1 kind=feed_silent subject=YZ01 detail~渝中一行
see feeds YZ01 silent=true
tick
expect nothing
at +1s
feed YZ01 rows=0
expect transfers_taken
expect alarm_cleared alarm=W1
see feeds YZ01 silent=false rows=3
see alarms W1 cleared=2023-01-01T09:02:01.001
